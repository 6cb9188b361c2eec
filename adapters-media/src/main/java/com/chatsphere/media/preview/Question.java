package com.chatsphere.media.preview;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/** What the process is asked. */
sealed interface Question {
    Wire.Kind kind();

    void write(DataOutputStream frame) throws IOException;

    /** The greatest frame of the answer. */
    default int longestAnswer() {
        return Wire.LONGEST;
    }

    default byte[] bytes() throws IOException {
        var bytes = new ByteArrayOutputStream();
        write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    /** What does it show? */
    record Look(Path file, String mimeType, int maxWidth, int maxHeight) implements Question {
        private static final int BYTES_A_PIXEL = 5;

        @Override
        public Wire.Kind kind() {
            return Wire.Kind.LOOK;
        }

        @Override
        public void write(DataOutputStream frame) throws IOException {
            frame.writeUTF(file.toAbsolutePath().toString());
            frame.writeUTF(mimeType);
            frame.writeInt(maxWidth);
            frame.writeInt(maxHeight);
        }

        @Override
        public int longestAnswer() {
            return Wire.LONGEST + maxWidth * maxHeight * BYTES_A_PIXEL;
        }
    }

    /** May it be written there, ready to be sent? */
    record Prepare(Path picture, String mimeType, Path into) implements Question {
        @Override
        public Wire.Kind kind() {
            return Wire.Kind.PREPARE;
        }

        @Override
        public void write(DataOutputStream frame) throws IOException {
            frame.writeUTF(picture.toAbsolutePath().toString());
            frame.writeUTF(mimeType);
            frame.writeUTF(into.toAbsolutePath().toString());
        }
    }
}
