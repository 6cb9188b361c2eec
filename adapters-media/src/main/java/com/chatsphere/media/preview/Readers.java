package com.chatsphere.media.preview;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/** Who reads pictures: none but readers of the four formats, whatever else the class path brings along. */
final class Readers {
    private static final Set<String> NAMES = Set.of("jpeg", "jpg", "png", "gif", "webp");

    private Readers() {}

    static void keepOnlyThoseOfKnownFormats() {
        ImageIO.setUseCache(false);
        var registry = IIORegistry.getDefaultInstance();
        List<ImageReaderSpi> others = new ArrayList<>();
        registry.getServiceProviders(ImageReaderSpi.class, false).forEachRemaining(reader -> {
            if (Stream.of(reader.getFormatNames()).noneMatch(name -> NAMES.contains(name.toLowerCase(Locale.ROOT)))) {
                others.add(reader);
            }
        });
        others.forEach(reader -> registry.deregisterServiceProvider(reader, ImageReaderSpi.class));
    }

    /** Readers of a format, the JDK's first: it is the fastest. */
    static List<ImageReader> of(PictureFormat format) {
        List<ImageReader> readers = new ArrayList<>();
        ImageIO.getImageReadersByMIMEType(format.mimeType()).forEachRemaining(readers::add);
        readers.sort((one, other) -> Boolean.compare(isOfTheJdk(other), isOfTheJdk(one)));
        return readers;
    }

    private static boolean isOfTheJdk(ImageReader reader) {
        return reader.getClass().getModule().isNamed();
    }
}
