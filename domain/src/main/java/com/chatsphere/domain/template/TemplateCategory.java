package com.chatsphere.domain.template;

/**
 * What a template is for, which decides its price, in Meta's word: an open list.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/templates/template-categorization">Meta, template
 *     categorization</a>
 */
public record TemplateCategory(String value) {
    public static final TemplateCategory MARKETING = new TemplateCategory("MARKETING");
    public static final TemplateCategory UTILITY = new TemplateCategory("UTILITY");
    public static final TemplateCategory AUTHENTICATION = new TemplateCategory("AUTHENTICATION");

    /** Whether the customer may have stopped messages of this kind. */
    public boolean needsMarketingConsent() {
        return equals(MARKETING);
    }

    @Override
    public String toString() {
        return value;
    }
}
