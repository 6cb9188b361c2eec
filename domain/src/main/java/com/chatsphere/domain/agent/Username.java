package com.chatsphere.domain.agent;

/** The name a user logs in with: 3 to 50 characters, no spaces around it, compared as written. */
public record Username(String value) {
    private static final int SHORTEST = 3;
    private static final int LONGEST = 50;

    public Username {
        if (!value.equals(value.strip())
                || value.length() < SHORTEST
                || value.length() > LONGEST
                || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a username has 3 to 50 characters and no spaces around it");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
