package com.chatsphere.web.notice;

import com.chatsphere.application.Queries;
import com.chatsphere.application.instance.Instance;
import com.chatsphere.application.instance.Instances;
import com.chatsphere.application.instance.SendingPolicies;
import com.chatsphere.application.instance.SendingPolicy;
import com.chatsphere.application.instance.SendingPolicy.ReadReceipts;
import com.chatsphere.application.notice.Notices;
import com.chatsphere.web.layout.Done;
import com.chatsphere.web.layout.MenuEntry;
import com.chatsphere.web.layout.Page;
import com.chatsphere.web.layout.PageView;
import com.chatsphere.web.layout.Pages;
import com.chatsphere.web.problem.Problem;
import com.chatsphere.web.templates.Templates;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The page of the business's numbers, for administrators. */
@Controller
class NumbersController {
    private static final int NEWS = 30;
    private static final int MOST_TEMPLATES = 50;

    private final Queries queries;
    private final Instances instances;
    private final SendingPolicies policies;
    private final AlarmBanners banners;
    private final Templates templates;
    private final Pages pages;
    private final Clock clock;

    NumbersController(
            Queries queries,
            Instances instances,
            SendingPolicies policies,
            AlarmBanners banners,
            Templates templates,
            Pages pages,
            Clock clock) {
        this.queries = queries;
        this.instances = instances;
        this.policies = policies;
        this.banners = banners;
        this.templates = templates;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping("/admin/numbers")
    View index(
            HttpServletRequest request,
            @RequestParam(required = false) @Nullable String severity,
            @RequestParam(required = false) @Nullable String number,
            @RequestParam(required = false) @Nullable String template,
            @RequestParam(required = false) @Nullable String language,
            @RequestParam(required = false) @Nullable String after) {
        NewsForm form = NewsForm.of(severity, number, template, language, after);
        String account = form.number() == null
                ? null
                : instances.with(form.number()).map(Instance::wabaId).orElse(null);
        Notices news = queries.ask(
                new Notices.Query(form.severity(), form.number(), account, form.template(), form.after(), NEWS));
        Page page = pages.begin(request, "Numbers · ChatSphere");
        return PageView.of(templates.noticesIndex(new NumbersPage(
                page,
                banners.on(page),
                cards(queries.ask(new Notices.Latest())),
                TemplateCard.of(queries.ask(new Notices.LatestOfTemplates(MOST_TEMPLATES))),
                form,
                news.rows().stream().map(row -> NoticeRow.of(row, instances)).toList(),
                news.next() == null ? null : form.from(news.next()))));
    }

    /** Chooses how a number behaves towards customers. */
    @PostMapping("/admin/numbers/{number}/policy")
    ResponseEntity<Void> choose(
            HttpServletRequest request,
            @PathVariable("number") String number,
            @RequestParam int perSecond,
            @RequestParam ReadReceipts readReceipts,
            @RequestParam(defaultValue = "false") boolean typing) {
        if (perSecond < 1 || perSecond > SendingPolicy.MOST_PER_SECOND) {
            throw Problem.badRequest("invalid_pace", "A number sends 1 to 1,000 messages a second.")
                    .at("perSecond");
        }
        if (typing && readReceipts == ReadReceipts.NEVER) {
            throw Problem.badRequest(
                            "typing_needs_read_receipts",
                            "WhatsApp shows that somebody types only together with read receipts: choose when those are"
                                    + " sent, or leave typing out.")
                    .at("readReceipts");
        }
        Instance instance = instances.all().stream()
                .filter(candidate -> candidate.number().value().equals(number))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("There is no such number here."));
        policies.choose(instance.number(), new SendingPolicy(perSecond, readReceipts, typing));
        return Done.at(request, "/admin/numbers");
    }

    /** Only the banner, for pages that are open for long. */
    @GetMapping("/admin/notices/banner")
    View banner(HttpServletRequest request) {
        return PageView.of(templates.noticesBanner(banners.on(pages.begin(request, ""))));
    }

    private List<NumberCard> cards(List<Notices.Row> latest) {
        Instant now = clock.instant();
        List<NumberCard> cards = new ArrayList<>();
        for (Instance instance : instances.all()) {
            String account = account(instance, latest);
            cards.add(new NumberCard(
                    instance.name(),
                    instance.displayPhoneNumber(),
                    instance.number().value(),
                    account,
                    NumberCard.facts(
                            latest.stream()
                                    .filter(row -> isAbout(row, instance, account))
                                    .toList(),
                            now),
                    policies.of(instance.number())));
        }
        Set<String> known =
                cards.stream().map(NumberCard::wabaId).filter(Objects::nonNull).collect(Collectors.toSet());
        accounts(latest)
                .filter(account -> !known.contains(account))
                .map(account -> new NumberCard(
                        "Account " + account,
                        null,
                        null,
                        account,
                        NumberCard.toldFacts(
                                latest.stream()
                                        .filter(row ->
                                                account.equals(row.notice().wabaId()))
                                        .toList(),
                                now),
                        null))
                .forEach(cards::add);
        return cards;
    }

    /** Where it is not set down, news about the number itself tell which account it belongs to. */
    private static @Nullable String account(Instance instance, List<Notices.Row> latest) {
        if (instance.wabaId() != null) {
            return instance.wabaId();
        }
        return latest.stream()
                .filter(row -> instance.number().equals(row.notice().number()))
                .map(row -> row.notice().wabaId())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static boolean isAbout(Notices.Row row, Instance instance, @Nullable String account) {
        return row.notice().number() == null
                ? NumberCard.isAboutAccount(row.notice())
                        && account != null
                        && account.equals(row.notice().wabaId())
                : instance.number().equals(row.notice().number());
    }

    private static Stream<String> accounts(List<Notices.Row> latest) {
        return latest.stream()
                .map(row -> row.notice().wabaId())
                .filter(Objects::nonNull)
                .distinct()
                .sorted();
    }

    /** The way to the page. */
    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuEntry numbersEntry() {
            return new MenuEntry("Numbers", "/admin/numbers", "phone", true);
        }
    }
}
