package com.chatsphere.web.layout;

import gg.jte.models.runtime.JteModel;
import gg.jte.output.Utf8ByteOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.servlet.View;

/** A template with its record, rendered whole before the first byte leaves, so that its length is known and a failure is a 500. */
public record PageView(JteModel template, @Nullable HttpStatusCode status) implements View {
    private static final String HTML = "text/html;charset=UTF-8";

    public static PageView of(JteModel template) {
        return new PageView(template, null);
    }

    @Override
    public String getContentType() {
        return HTML;
    }

    @Override
    public void render(@Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Utf8ByteOutput html = new Utf8ByteOutput();
        template.render(html);
        if (status != null) {
            response.setStatus(status.value());
        }
        response.setContentType(HTML);
        response.setHeader("Vary", Pages.FRAGMENT);
        response.setContentLength(html.getContentLength());
        html.writeTo(response.getOutputStream());
    }
}
