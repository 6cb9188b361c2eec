package com.chatsphere;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts ChatSphere. */
@SpringBootApplication
public class ChatSphere {
    public static void main(String[] arguments) {
        SpringApplication.run(ChatSphere.class, arguments);
    }
}
