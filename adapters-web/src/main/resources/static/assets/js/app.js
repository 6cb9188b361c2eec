import './theme.js';
