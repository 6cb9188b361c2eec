package com.chatsphere.media.preview;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/**
 * What a PDF shows: how many pages, and the first of them. Forms and notes are left out; scripts, files inside and
 * references to the outside are not followed.
 */
final class Documents {
    private static final long MOST_IN_MEMORY = 32L << 20;
    private static final long MOST_ON_DISK = 128L << 20;
    private static final int MOST_PAGES = 1_000_000;
    private static final double MOST_PIXELS = 1_000_000;

    /** A page of the size of a business card is not blown up beyond this. */
    private static final double GREATEST_SCALE = 4;

    private Documents() {}

    static void look(Path file, int maxWidth, int maxHeight, Sight sight) throws IOException {
        var room = MemoryUsageSetting.setupMixed(MOST_IN_MEMORY, MOST_IN_MEMORY + MOST_ON_DISK);
        try (PDDocument document = Loader.loadPDF(file.toFile(), room.streamCache)) {
            int pages = document.getNumberOfPages();
            if (pages < 1 || pages > MOST_PAGES) {
                throw new Unreadable("a document of %d pages".formatted(pages));
            }
            sight.pages(pages);
            var renderer = new PDFRenderer(document);
            renderer.setSubsamplingAllowed(true);
            renderer.setAnnotationsFilter(annotation -> false);
            var scale = scaleOf(document, maxWidth, maxHeight);
            Pictures.show(renderer.renderImage(0, scale, ImageType.RGB), sight);
        }
    }

    private static float scaleOf(PDDocument document, int maxWidth, int maxHeight) {
        var page = document.getPage(0);
        PDRectangle box = page.getCropBox();
        boolean lies = page.getRotation() % 180 != 0;
        double width = Math.max(1, lies ? box.getHeight() : box.getWidth());
        double height = Math.max(1, lies ? box.getWidth() : box.getHeight());
        double fitting = Math.min(maxWidth / width, maxHeight / height);
        double bounded = Math.sqrt(MOST_PIXELS / width / height);
        return (float) Math.min(GREATEST_SCALE, Math.min(fitting, bounded));
    }
}
