package com.chatsphere.meta.sandbox;

import static com.chatsphere.meta.sandbox.RunningSandbox.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.chatsphere.application.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.JsonNode;

class SandboxTest {
    private static final String GRAPH = RunningSandbox.GRAPH + RunningSandbox.NUMBER + "/messages";

    private static final Pattern IMPORT = Pattern.compile("(?m)^import .*'\\./(.+)'$");

    @TempDir
    private Path folder;

    private RunningSandbox sandbox;

    @BeforeEach
    void start() throws IOException {
        sandbox = new RunningSandbox(folder);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void deliversWhatACustomerWritesAsASignedWebhook() throws Exception {
        assertThat(sandbox.write("layla", "Hello \uD83D\uDC4B").getStatus()).isEqualTo(202);

        JsonNode message = sandbox.next("messages");
        assertThat(message.path("text").path("body").asString()).isEqualTo("Hello \uD83D\uDC4B");
        assertThat(message.path("from_user_id").asString()).isEqualTo("US.70000000000000000114");
        assertThat(message.has("from")).isFalse();
    }

    @Test
    void keepsOfferingAMessageUntilItIsTakenAndKeepsTheOrder() throws Exception {
        sandbox.refuseNext(3);
        sandbox.write("amina", "one");
        sandbox.write("amina", "two");

        assertThat(sandbox.next("messages").path("text").path("body").asString())
                .isEqualTo("one");
        assertThat(sandbox.next("messages").path("text").path("body").asString())
                .isEqualTo("two");
    }

    @Test
    void reportsSentDeliveredAndReadOfWhatTheBusinessAnswers() throws Exception {
        sandbox.write("amina", "Hello");
        sandbox.next("messages");

        MockHttpServletResponse answer = sandbox.send("""
            {"messaging_product":"whatsapp","recipient_type":"individual","to":"+15555550110","type":"text",
             "text":{"body":"Good day"},"biz_opaque_callback_data":"v1:tag:1"}\
            """);
        assertThat(answer.getStatus()).isEqualTo(200);
        String wamid = json(answer).path("messages").path(0).path("id").asString();

        assertThat(wamid).startsWith("wamid.");
        for (String expected : List.of("sent", "delivered", "read")) {
            JsonNode status = sandbox.status(expected);
            assertThat(status.path("id").asString()).isEqualTo(wamid);
            assertThat(status.path("biz_opaque_callback_data").asString()).isEqualTo("v1:tag:1");
        }
        assertThat(sandbox.seenPhone("amina")
                        .path("bubbles")
                        .path(1)
                        .path("text")
                        .asString())
                .isEqualTo("Good day");
    }

    @Test
    void readsOnlyWhatIsLookedAtWhileSomebodyHoldsAPhone() throws Exception {
        sandbox.seenPhone("ben");
        sandbox.write("amina", "Hello");
        sandbox.next("messages");
        sandbox.send("""
            {"messaging_product":"whatsapp","to":"15555550110","type":"text","text":{"body":"Good day"}}\
            """);
        sandbox.status("sent");
        sandbox.status("delivered");
        assertThat(sandbox.isQuietFor(3_500)).isTrue();

        sandbox.seenPhone("amina");
        sandbox.status("read");
    }

    @Test
    void reportsAFailureForSomebodyWhoDidNotWriteWithinADay() throws Exception {
        assertThat(sandbox.send("""
            {"messaging_product":"whatsapp","to":"+15555550111","type":"text","text":{"body":"Hi"}}\
            """).getStatus()).isEqualTo(200);
        assertThat(sandbox.next("statuses").path("errors").path(0).path("code").asInt())
                .isEqualTo(131047);
        sandbox.send("""
            {"messaging_product":"whatsapp","to":"+4915555550000","type":"text","text":{"body":"Hi"}}\
            """);
        assertThat(sandbox.next("statuses").path("errors").path(0).path("code").asInt())
                .isEqualTo(131026);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not json | 100",
                "[] | 100",
                "{} | 131008",
                "{'messaging_product':'whatsapp'} | 131008",
                "{'messaging_product':'whatsapp','to':'Bob','type':'text','text':{'body':'x'}} | 100",
                "{'messaging_product':'whatsapp','to':'+15555550110','type':'text','text':{'body':''}} | 131008",
                "{'messaging_product':'whatsapp','to':'+15555550110','type':'image','image':{'id':'1'}} | 100",
                "{'messaging_product':'whatsapp','to':'+15555550110','type':'hologram','hologram':{}} | 131051",
                "{'messaging_product':'whatsapp','status':'read','message_id':'wamid.none'} | 100"
            },
            quoteCharacter = '`')
    void refusesAsMetaDoes(String body, int code) throws Exception {
        MockHttpServletResponse answer = sandbox.send(body.replace('\'', '"'));
        assertThat(answer.getStatus()).isEqualTo(400);
        assertThat(json(answer).path("error").path("code").asInt()).isEqualTo(code);
    }

    @Test
    void asksForItsOwnToken() throws Exception {
        MockHttpServletResponse answer = sandbox.perform(
                post(GRAPH).header("Authorization", "Bearer other").content("{}"));
        assertThat(answer.getStatus()).isEqualTo(401);
        assertThat(json(answer).path("error").path("code").asInt()).isEqualTo(190);
        assertThat(sandbox.perform(post(GRAPH).content("{}")).getStatus()).isEqualTo(401);
    }

    @Test
    void showsACustomersMessageAsReadWhenTheBusinessSaysSo() throws Exception {
        sandbox.write("amina", "Hello");
        String wamid = sandbox.next("messages").path("id").asString();
        assertThat(sandbox.send("{\"messaging_product\":\"whatsapp\",\"status\":\"read\",\"message_id\":\"" + wamid
                                + "\"}")
                        .getStatus())
                .isEqualTo(200);
        assertThat(sandbox.seenPhone("amina")
                        .path("bubbles")
                        .path(0)
                        .path("progress")
                        .asString())
                .isEqualTo("read");
    }

    @Test
    void addsCustomersAndRefusesImpossibleOnes() throws Exception {
        assertThat(sandbox.add("{\"name\":\"Zed\",\"phone\":\"+1 (555) 555-0160\"}")
                        .getStatus())
                .isEqualTo(201);
        assertThat(sandbox.add("{\"name\":\"Zed\",\"phone\":\"+1 555 555 0160\"}")
                        .getStatus())
                .isEqualTo(422);
        assertThat(sandbox.add("{\"name\":\"Una\",\"username\":\"@una.1\"}").getStatus())
                .isEqualTo(201);
        assertThat(sandbox.add("{\"name\":\"\",\"phone\":\"15555550161\"}").getStatus())
                .isEqualTo(422);
        assertThat(sandbox.add("{\"name\":\"X\",\"phone\":\"12\"}").getStatus()).isEqualTo(422);
        assertThat(sandbox.add("{\"name\":\"X\"}").getStatus()).isEqualTo(422);
        assertThat(sandbox.add("nonsense").getStatus()).isEqualTo(422);
    }

    @Test
    void remembersThePhonesAcrossARestart() throws Exception {
        sandbox.write("amina", "Hello");
        sandbox.next("messages");
        sandbox.close();
        sandbox = new RunningSandbox(folder);
        assertThat(sandbox.seenPhone("amina")
                        .path("bubbles")
                        .path(0)
                        .path("text")
                        .asString())
                .isEqualTo("Hello");

        Secret before = sandbox.appSecret();
        sandbox.close();
        Files.writeString(folder.resolve("phones.json"), "{broken");
        sandbox = new RunningSandbox(folder);
        assertThat(sandbox.seenPhone("amina").path("bubbles")).isEmpty();
        assertThat(sandbox.appSecret().reveal()).isEqualTo(before.reveal());
    }

    @Test
    void showsAPageWithTheNonceOfItsRequest() throws Exception {
        String page = sandbox.perform(get("/sandbox").requestAttr("cspNonce", "abc123"))
                .getContentAsString();
        assertThat(page)
                .contains("Simulated phone")
                .contains("nothing leaves this machine")
                .contains("nonce=\"abc123\"");
        assertThat(page).doesNotContain("{{").doesNotContain("style=").doesNotContain("onclick");
        for (String asset : List.of("phone.css", "message.css", "controls.css", "icon.svg")) {
            assertThat(sandbox.perform(get("/sandbox/assets/" + asset)).getStatus())
                    .isEqualTo(200);
        }
        assertScriptsAreThere("phone.js", new HashSet<>());
        assertThat(sandbox.perform(get("/sandbox/assets/index.html")).getStatus())
                .isEqualTo(404);
    }

    @Test
    void doesNotStartBesideRealCredentials() {
        SandboxSettings settings = new SandboxSettings(folder, true, () -> URI.create("http://127.0.0.1"));
        assertThatThrownBy(() -> new SandboxConfiguration().sandboxPhones(settings))
                .isInstanceOf(IllegalStateException.class);
    }

    /** Also those that a script imports. */
    private void assertScriptsAreThere(String name, Set<String> seen) throws Exception {
        if (seen.add(name)) {
            MockHttpServletResponse script = sandbox.perform(get("/sandbox/assets/" + name));
            assertThat(script.getStatus()).as(name).isEqualTo(200);
            assertThat(script.getContentAsString().lines().count()).as(name).isLessThan(100);
            for (MatchResult found :
                    IMPORT.matcher(script.getContentAsString()).results().toList()) {
                assertScriptsAreThere(found.group(1), seen);
            }
        }
    }
}
