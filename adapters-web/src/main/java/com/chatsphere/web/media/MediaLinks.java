package com.chatsphere.web.media;

import com.chatsphere.application.Secret;
import com.chatsphere.application.media.MediaAddresses;
import com.chatsphere.application.media.MediaAddresses.Variant;
import com.chatsphere.domain.message.FileId;

/** The addresses of files for one login. */
public record MediaLinks(MediaAddresses addresses, Secret login) {
    public String to(FileId file, Variant variant) {
        return addresses.sign(file, variant, login).path();
    }
}
