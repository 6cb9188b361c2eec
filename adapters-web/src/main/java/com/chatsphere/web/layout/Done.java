package com.chatsphere.web.layout;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** The answer to a form that was carried out: nothing but an address for our scripts, which goes there for a plain browser. */
public final class Done {
    private Done() {}

    public static ResponseEntity<Void> at(HttpServletRequest request, String address) {
        HttpStatus status = request.getHeader(Pages.FRAGMENT) == null ? HttpStatus.SEE_OTHER : HttpStatus.NO_CONTENT;
        return ResponseEntity.status(status).location(URI.create(address)).build();
    }
}
