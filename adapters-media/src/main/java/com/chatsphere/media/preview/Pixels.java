package com.chatsphere.media.preview;

import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/** Pixels as everybody understands them: eight bits each of red, green, blue and, if need be, opacity, in sRGB. */
final class Pixels {
    private static final int OPAQUE = 0xFF;
    private static final int SHADES = 256;

    private Pixels() {}

    static BufferedImage ofEightBits(BufferedImage image) {
        var colors = image.getColorModel();
        return switch (image.getType()) {
            case BufferedImage.TYPE_INT_RGB,
                    BufferedImage.TYPE_INT_ARGB,
                    BufferedImage.TYPE_3BYTE_BGR,
                    BufferedImage.TYPE_4BYTE_ABGR -> image;
            default -> {
                if (colors instanceof IndexColorModel || colors.getColorSpace().isCS_sRGB()) {
                    yield drawn(image, blank(image, typeFor(colors)));
                }
                yield colors.getColorSpace().getType() == ColorSpace.TYPE_GRAY
                        ? ofShades(image)
                        : new ColorConvertOp(null).filter(image, blank(image, typeFor(colors)));
            }
        };
    }

    static boolean showThrough(BufferedImage image) {
        if (!image.getColorModel().hasAlpha()) {
            return false;
        }
        int[] row = new int[image.getWidth()];
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, row.length, 1, row, 0, row.length);
            for (int pixel : row) {
                if (pixel >>> 24 != OPAQUE) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Without opacity, on white. */
    static BufferedImage opaque(BufferedImage image) {
        if (image.getType() == BufferedImage.TYPE_INT_RGB || image.getType() == BufferedImage.TYPE_3BYTE_BGR) {
            return image;
        }
        var opaque = blank(image, BufferedImage.TYPE_INT_RGB);
        var brush = opaque.createGraphics();
        brush.drawImage(image, 0, 0, Color.WHITE, null);
        brush.dispose();
        return opaque;
    }

    private static int typeFor(ColorModel colors) {
        return colors.hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
    }

    private static BufferedImage blank(BufferedImage like, int type) {
        return new BufferedImage(like.getWidth(), like.getHeight(), type);
    }

    private static BufferedImage drawn(BufferedImage image, BufferedImage onto) {
        var brush = onto.createGraphics();
        brush.setComposite(AlphaComposite.Src);
        brush.drawImage(image, 0, 0, null);
        brush.dispose();
        return onto;
    }

    /** Java takes shades of gray for linear light, which files of the web never mean: drawing them would brighten them. */
    private static BufferedImage ofShades(BufferedImage image) {
        Raster shades = image.getRaster();
        int most = (1 << image.getColorModel().getComponentSize(0)) - 1;
        boolean hasAlpha = image.getColorModel().hasAlpha();
        var drawn = blank(image, typeFor(image.getColorModel()));
        int[] from = new int[image.getWidth() * shades.getNumBands()];
        int[] to = new int[image.getWidth()];
        for (int y = 0; y < image.getHeight(); y++) {
            shades.getPixels(0, y, image.getWidth(), 1, from);
            for (int x = 0; x < to.length; x++) {
                int shade = from[x * shades.getNumBands()] * (SHADES - 1) / most;
                int alpha = hasAlpha ? from[x * shades.getNumBands() + 1] * (SHADES - 1) / most : OPAQUE;
                to[x] = alpha << 24 | shade << 16 | shade << 8 | shade;
            }
            drawn.setRGB(0, y, to.length, 1, to, 0, to.length);
        }
        return drawn;
    }
}
