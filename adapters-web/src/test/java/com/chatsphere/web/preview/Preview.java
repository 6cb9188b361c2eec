package com.chatsphere.web.preview;

import com.chatsphere.application.Commands;
import com.chatsphere.application.Secret;
import com.chatsphere.application.Transactions;
import com.chatsphere.application.agent.Accounts;
import com.chatsphere.application.agent.ApiTokens;
import com.chatsphere.application.agent.Sessions;
import com.chatsphere.application.conversation.Direction;
import com.chatsphere.application.instance.Instance;
import com.chatsphere.application.instance.Instances;
import com.chatsphere.application.instance.SendingPolicies;
import com.chatsphere.application.instance.SendingPolicy;
import com.chatsphere.application.media.Reception;
import com.chatsphere.application.message.Attentiveness;
import com.chatsphere.application.message.Faults;
import com.chatsphere.application.message.KnownMessages;
import com.chatsphere.application.message.ReceiptsDue;
import com.chatsphere.application.message.SendOnce;
import com.chatsphere.application.message.Transcript;
import com.chatsphere.application.notice.NoticeBoard;
import com.chatsphere.application.readymessage.ReadyMessageEditor;
import com.chatsphere.application.readymessage.ReadyMessageRegister;
import com.chatsphere.domain.agent.AgentCommand;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.agent.Role;
import com.chatsphere.domain.agent.Username;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageError;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.domain.message.MessageText;
import com.chatsphere.web.layout.ErrorPage;
import com.chatsphere.web.layout.MenuEntry;
import com.chatsphere.web.layout.PageView;
import com.chatsphere.web.layout.Pages;
import com.chatsphere.web.login.LoggedIn;
import com.chatsphere.web.login.LoginPage;
import com.chatsphere.web.login.PublicAddress;
import com.chatsphere.web.templates.Templates;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.method.annotation.AuthenticationPrincipalArgumentResolver;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.socket.config.annotation.EnableWebSocket;

/** Starts the pages over {@link InboxInMemory}, with everybody logged in as one user, on a free port or {@code --server.port}. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableWebSocket
@ComponentScan({
    "com.chatsphere.web.layout",
    "com.chatsphere.web.conversation",
    "com.chatsphere.web.message",
    "com.chatsphere.web.live",
    "com.chatsphere.web.media",
    "com.chatsphere.web.notice",
    "com.chatsphere.web.problem",
    "com.chatsphere.web.readymessage",
    "com.chatsphere.web.upload",
    "com.chatsphere.web.ws"
})
public class Preview {
    public static final Accounts.Account MARIA =
            new Accounts.Account(new AgentId(new UUID(7, 7)), new Username("maria"), Role.ADMIN, "", true);
    private static final AgentId OMAR = new AgentId(new UUID(8, 8));

    public static void main(String[] arguments) {
        SpringApplication application = new SpringApplication(Preview.class);
        application.setDefaultProperties(
                Map.of("server.address", "127.0.0.1", "server.port", "0", "spring.servlet.multipart.enabled", "false"));
        application.run(arguments);
    }

    @Bean
    InboxInMemory inbox(SampleFiles samples) {
        InboxInMemory inbox = new InboxInMemory();
        fill(inbox);
        Album.fill(inbox, samples);
        return inbox;
    }

    @Bean
    FilesInMemory files() {
        return new FilesInMemory();
    }

    @Bean
    SampleFiles samples(FilesInMemory files) {
        return new SampleFiles(files);
    }

    @Bean
    Reception reception(FilesInMemory files, Clock clock) {
        return new Reception(files, files, files, files, files, clock);
    }

    @Bean
    NoticeBoard noticeBoard() {
        return standing(NoticeBoard.class);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Transactions transactions() {
        return Runnable::run;
    }

    @Bean
    ReadyMessageEditor readyMessageEditor(Commands commands, Transactions transactions) {
        return new ReadyMessageEditor(commands, standing(ReadyMessageRegister.class), transactions);
    }

    @Bean
    SendOnce sendOnce(Commands commands, KnownMessages messages) {
        return new SendOnce(commands, messages, Faults.NONE);
    }

    @Bean
    SendingPolicies sendingPolicies() {
        return new SendingPolicies() {
            @Override
            public SendingPolicy of(PhoneNumberId number) {
                return new SendingPolicy(80, SendingPolicy.ReadReceipts.ON_REPLY, true);
            }

            @Override
            public void choose(PhoneNumberId number, SendingPolicy policy) {
                // nothing is kept here
            }
        };
    }

    @Bean
    Attentiveness attentiveness(SendingPolicies policies) {
        return new Attentiveness(policies, standing(ReceiptsDue.class));
    }

    @Bean
    Instances instances() {
        return () -> List.of(new Instance(InboxInMemory.NUMBER, "Shop", "+1 555 010 0000", null, null, null, null));
    }

    @Bean
    MenuEntry sandbox() {
        return new MenuEntry("Sandbox phone", "/sandbox", "smartphone");
    }

    @Bean
    PublicAddress publicAddress() {
        return new PublicAddress(null);
    }

    @Bean
    Sessions sessions() {
        return standing(Sessions.class);
    }

    @Bean
    ApiTokens apiTokens() {
        return standing(ApiTokens.class);
    }

    /** A need of which only the question for what still stands is asked: everything does. */
    private static <N> N standing(Class<N> need) {
        return need.cast(Proxy.newProxyInstance(need.getClassLoader(), new Class<?>[] {need}, (self, method, given) -> {
            if (method.getName().equals("standing")) {
                return ((Collection<?>) given[0])
                        .stream().collect(Collectors.toMap(Function.identity(), _ -> MARIA, (one, _) -> one));
            }
            return method.getName().equals("hashCode") ? 1 : null;
        }));
    }

    @Bean
    WebMvcConfigurer principals() {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new AuthenticationPrincipalArgumentResolver());
            }
        };
    }

    @Bean
    OncePerRequestFilter everybodyIsMaria() {
        return new OncePerRequestFilter() {
            @Override
            protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws ServletException, IOException {
                LoggedIn login = new LoggedIn(MARIA, new Secret("preview"), LoggedIn.Means.SESSION);
                SecurityContextHolder.getContext().setAuthentication(login);
                request.setAttribute("cspNonce", "preview");
                request.setAttribute("csrfToken", "preview");
                response.setHeader(
                        "Content-Security-Policy",
                        "default-src 'none'; script-src 'nonce-preview' 'strict-dynamic'; style-src 'self'; img-src"
                                + " 'self' blob: data:; media-src 'self' blob:; connect-src 'self'; form-action 'self';"
                                + " base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'");
                chain.doFilter(
                        new HttpServletRequestWrapper(request) {
                            @Override
                            public Principal getUserPrincipal() {
                                return login;
                            }
                        },
                        response);
            }
        };
    }

    /** Pages of others, and levers to make things happen. */
    @RestController
    static class Levers {
        private final InboxInMemory inbox;
        private final SampleFiles samples;
        private final Templates templates;
        private final Pages pages;

        Levers(InboxInMemory inbox, SampleFiles samples, Templates templates, Pages pages) {
            this.inbox = inbox;
            this.samples = samples;
            this.templates = templates;
            this.pages = pages;
        }

        @GetMapping("/login")
        View login(HttpServletRequest request, @RequestParam(required = false) String error) {
            return PageView.of(templates.loginShow(new LoginPage(pages.begin(request, "Log in"), null, error, "/")));
        }

        @GetMapping("/oops")
        View oops(HttpServletRequest request) {
            return PageView.of(templates.errorShow(new ErrorPage(
                    pages.begin(request, "Not found"), 404, "There is nothing here", "Maybe it was moved.")));
        }

        @PostMapping("/preview/theirs")
        ResponseEntity<String> theirs(
                @RequestParam UUID conversation,
                @RequestParam String text,
                @RequestParam(defaultValue = "0") long ago) {
            MessageId id = inbox.theirs(
                    new ConversationId(conversation),
                    "text",
                    text,
                    Instant.now().minusSeconds(ago),
                    null);
            return ResponseEntity.ok(id.toString());
        }

        @PostMapping("/preview/progress")
        ResponseEntity<Void> progress(@RequestParam UUID id, @RequestParam String status) {
            inbox.progress(
                    new MessageId(id),
                    status,
                    status.equals("failed") ? new MessageError(131_026, "Message undeliverable", null) : null);
            return ResponseEntity.noContent().build();
        }

        @PostMapping("/preview/remove")
        ResponseEntity<Void> remove(@RequestParam UUID id) {
            inbox.remove(new MessageId(id));
            return ResponseEntity.noContent().build();
        }

        /** The file of a message comes. */
        @PostMapping("/preview/arrival")
        ResponseEntity<Void> arrival(@RequestParam UUID id) {
            inbox.attach(new MessageId(id), samples.picture(800, 600, 0.4f));
            return ResponseEntity.noContent().build();
        }

        @PostMapping("/preview/refuse")
        ResponseEntity<Void> refuse(@RequestParam boolean refuse) {
            inbox.refuseAll(refuse);
            return ResponseEntity.noContent().build();
        }
    }

    private static void fill(InboxInMemory inbox) {
        Instant now = Instant.now();
        for (int older = 60; older > 0; older--) {
            ConversationId id =
                    inbox.begin("Customer " + older, "49151000" + (10_000 + older), now.minus(Duration.ofDays(40)));
            inbox.theirs(id, "text", "Question number " + older, now.minus(Duration.ofHours(30L + older * 7L)), null);
            inbox.unread(id, 0);
        }
        ConversationId noName = inbox.begin(null, "447700900123", now.minus(Duration.ofDays(3)));
        inbox.theirs(noName, "image", null, now.minus(Duration.ofHours(50)), null);
        ConversationId arabic = inbox.begin("سارة الخطيب", "9647701234567", now.minus(Duration.ofDays(2)));
        inbox.theirs(
                arabic,
                "text",
                "مرحباً، متى يصل طلبي رقم 4521؟ أحتاجه قبل يوم الخميس.",
                now.minus(Duration.ofMinutes(47)),
                null);
        inbox.begin(null, "14155550199", now.minus(Duration.ofHours(5)));
        ConversationId jonas = inbox.begin("Jonas Weber", "4915112345678", now.minus(Duration.ofDays(2)));
        inbox.theirs(
                jonas,
                "text",
                "Great, thanks a lot! 🙏",
                now.minus(Duration.ofHours(22)).minus(Duration.ofMinutes(40)),
                null);
        inbox.unread(jonas, 0);
        our(
                inbox,
                jonas,
                "You're welcome. Have a nice weekend!",
                "delivered",
                now.minus(Duration.ofHours(22)),
                OMAR,
                "omar");
        ConversationId ana = inbox.begin("Ana Souza", "5511987654321", now.minus(Duration.ofDays(4)));
        for (int old = 120; old > 0; old--) {
            Instant at = now.minus(Duration.ofDays(3)).minus(Duration.ofMinutes(old * 11L));
            if (old % 3 == 0) {
                our(inbox, ana, "Older answer " + old, "read", at, OMAR, "omar");
            } else {
                inbox.theirs(ana, "text", "Older message " + old, at, null);
            }
        }
        Instant yesterday = now.minus(Duration.ofHours(25));
        MessageId first =
                inbox.theirs(ana, "text", "Hi! I ordered the blue jacket last week, order #20731.", yesterday, null);
        inbox.theirs(ana, "text", "Is there any news on the delivery?", yesterday.plusSeconds(40), null);
        our(
                inbox,
                ana,
                "Hello Ana, let me check that for you.",
                "read",
                yesterday.plusSeconds(400),
                MARIA.id(),
                "maria");
        our(
                inbox,
                ana,
                "It left our warehouse on Monday. You can follow it here:\n"
                        + "https://track.example.com/parcels/20731?lang=en\n\n"
                        + "Delivery is planned for Thursday between 9 and 12.",
                "read",
                yesterday.plusSeconds(520),
                MARIA.id(),
                "maria");
        inbox.theirs(ana, "text", "Perfect, thank you!!", yesterday.plusSeconds(700), null);
        inbox.theirs(ana, "text", "😍", yesterday.plusSeconds(705), null);
        inbox.theirs(
                ana,
                "text",
                "One more thing: could I change the address? I'll be at the office on Thursday, Rua Augusta 1508, 4th"
                        + " floor, and the reception there takes parcels until six in the evening.",
                now.minusSeconds(2000),
                new Transcript.Quote(
                        "wamid.1",
                        first,
                        Direction.INBOUND,
                        "text",
                        "Hi! I ordered the blue jacket last week, order #20731.",
                        null));
        inbox.theirs(ana, "image", null, now.minusSeconds(1980), null);
        our(
                inbox,
                ana,
                "Sure, I have asked the carrier to change it.",
                "delivered",
                now.minusSeconds(1500),
                OMAR,
                "omar");
        our(inbox, ana, "Done ✅", "sent", now.minusSeconds(1470), MARIA.id(), "maria");
        MessageId failed =
                our(inbox, ana, "Here is the new confirmation.", "sent", now.minusSeconds(1400), MARIA.id(), "maria");
        inbox.progress(
                failed,
                "failed",
                new MessageError(131_026, "Message undeliverable", "Receiver is incapable of receiving this message"));
        MessageId lost = our(inbox, ana, "Did it arrive?", "sent", now.minusSeconds(1300), MARIA.id(), "maria");
        inbox.progress(lost, "unconfirmed", null);
        our(
                inbox,
                ana,
                "https://averyveryverylongaddress.example.com/with/a/path/that/does/not/end/anywhere/at/all/and/has/no/spaces/in/it/whatsoever.html",
                "queued",
                now.minusSeconds(1200),
                MARIA.id(),
                "maria");
        inbox.unread(ana, 0);
        ConversationId li = inbox.begin("Li Wei", "8613812345678", now.minus(Duration.ofDays(1)));
        inbox.theirs(li, "text", "Do you ship to Singapore?", now.minusSeconds(300), null);
        inbox.theirs(li, "text", "And how long does it take?", now.minusSeconds(280), null);
        inbox.theirs(
                li,
                "text",
                "We would need 40 pieces by the end of the month, in two sizes.",
                now.minusSeconds(260),
                null);
        inbox.send(new AgentCommand.PinConversation(MARIA.id(), jonas, now));
    }

    private static MessageId our(
            InboxInMemory inbox, ConversationId id, String text, String status, Instant at, AgentId by, String name) {
        MessageId message = new MessageId(UUID.randomUUID());
        inbox.ours(message, id, new MessageContent.Text(new MessageText(text)), by, name, status, at);
        return message;
    }
}
