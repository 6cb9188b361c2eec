package com.chatsphere.meta.sandbox;

import static com.chatsphere.meta.sandbox.RunningSandbox.GRAPH;
import static com.chatsphere.meta.sandbox.RunningSandbox.NUMBER;
import static com.chatsphere.meta.sandbox.RunningSandbox.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.JsonNode;

/** What the stand-in takes, and what it refuses, as Meta does. */
class StandInGraphTest {
    private static final String BUTTON = "{'type':'reply','reply':{'id':'%s','title':'%s'}}";
    private static final byte[] JPEG = Sample.PHOTO.bytes();

    @TempDir
    private Path folder;

    private RunningSandbox sandbox;

    @BeforeEach
    void start() throws Exception {
        sandbox = new RunningSandbox(folder);
        sandbox.phone("amina"); // so that somebody holds a phone, and nothing is read by itself
        sandbox.does("amina", "messages", "{\"text\":\"Hello\"}");
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    static Stream<List<String>> everyKind() {
        String body = "'body':{'text':'Please choose'}";
        return Stream.of(
                List.of("text", "{'body':'Good day','preview_url':true}", "text"),
                List.of("image", "{'id':'IMAGE','caption':'A view'}", "file"),
                List.of("image", "{'link':'https://cdn.example.invalid/a.jpg'}", "file"),
                List.of("video", "{'id':'VIDEO'}", "file"),
                List.of("audio", "{'id':'VOICE','voice':true}", "file"),
                List.of("document", "{'id':'PDF','filename':'note.pdf','caption':'Keep it'}", "file"),
                List.of("sticker", "{'id':'STICKER'}", "file"),
                List.of("location", "{'latitude':31.7,'longitude':35.2,'name':'Shop','address':'1 Street'}", "place"),
                List.of(
                        "contacts",
                        "[{'name':{'formatted_name':'Eve','first_name':'Eve'},'phones':[{'phone':'+1'}]}]",
                        "cards"),
                List.of(
                        "interactive",
                        "{'type':'button','header':{'type':'image','image':{'id':'IMAGE'}}," + body
                                + ",'footer':{'text':'Shop'},'action':{'buttons':[" + BUTTON.formatted("y", "Yes")
                                + "]}}",
                        "panel"),
                List.of(
                        "interactive",
                        "{'type':'list'," + body + ",'action':{'button':'Open','sections':[{'title':'A','rows':"
                                + "[{'id':'1','title':'One','description':'first'}]}]}}",
                        "panel"),
                List.of(
                        "interactive",
                        "{'type':'cta_url'," + body + ",'action':{'name':'cta_url','parameters':"
                                + "{'display_text':'Open','url':'https://shop.example.invalid'}}}",
                        "panel"),
                List.of(
                        "interactive",
                        "{'type':'location_request_message'," + body + ",'action':{'name':'send_location'}}",
                        "panel"),
                List.of(
                        "interactive",
                        "{'type':'request_contact_info'," + body + ",'action':{'name':'request_contact_info'}}",
                        "panel"),
                List.of(
                        "interactive",
                        "{'type':'call_permission_request'," + body + ",'action':{'name':'call_permission_request'}}",
                        "panel"),
                List.of(
                        "template",
                        "{'name':'appointment_reminder','language':{'code':'en_US'},'components':["
                            + "{'type':'header','parameters':[{'type':'text','text':'Monday'}]},"
                            + "{'type':'body','parameters':[{'type':'text','text':'Ada'},{'type':'text','text':'Monday'},"
                            + "{'type':'text','text':'10:30'}]}]}",
                        "panel"));
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void takesEveryKindAndShowsItOnThePhone(List<String> kind) throws Exception {
        sandbox.arrived(kind.get(0), withFiles(kind.get(1)).replace('\'', '"'));
        JsonNode bubble = sandbox.phone("amina").path("bubbles").path(1);
        assertThat(bubble.path("content").path("type").asString()).isEqualTo(kind.get(2));
        assertThat(bubble.path("mine").asBoolean()).isFalse();
    }

    private String withFiles(String content) throws Exception {
        return content.replace("IMAGE", id("image/jpeg", JPEG))
                .replace("VIDEO", id("video/mp4", Sample.VIDEO.bytes()))
                .replace("VOICE", id("audio/ogg; codecs=opus", Sample.VOICE.bytes()))
                .replace("PDF", id("application/pdf", Sample.DOCUMENT.bytes()))
                .replace("STICKER", id("image/webp", Sample.STICKER.bytes()));
    }

    private String id(String mimeType, byte[] bytes) throws Exception {
        return json(sandbox.uploadToGraph(mimeType, bytes)).path("id").asString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "text | {'body':'x','colour':'red'} | 100 | colour",
                "text | {'body':5} | 100 | text['body']",
                "image | {} | 100 | image",
                "image | {'id':'1','link':'https://a.example.invalid'} | 100 | image",
                "image | {'id':'390000000000000'} | 100 | 390000000000000",
                "image | {'link':'ftp://a'} | 131009 | image['link']",
                "sticker | {'id':'1','caption':'no'} | 100 | caption",
                "location | {'longitude':1} | 131008 | location['latitude']",
                "location | {'latitude':91,'longitude':1} | 131009 | location['latitude']",
                "contacts | [] | 131009 | contacts",
                "contacts | [{'name':{'formatted_name':'Eve'}}] | 131009 | name",
                "reaction | {'message_id':'wamid.none','emoji':'x'} | 131009 | emoji",
                "reaction | {'message_id':'wamid.none'} | 131008 | emoji",
                "interactive | {'type':'poll'} | 131009 | interactive['type']",
                "interactive | {'type':'button','body':{'text':'x'},'action':{'buttons':[]}} | 131009 | buttons",
                "interactive |"
                    + " {'type':'cta_url','body':{'text':'x'},'action':{'name':'cta_url','parameters':{'display_text':'x','url':'x'}}}"
                    + " | 131009 | url",
                "interactive | {'type':'location_request_message','body':{'text':'x'},'action':{'name':'x'}} | 131009"
                        + " | name",
                "interactive |"
                    + " {'type':'location_request_message','footer':{'text':'x'},'body':{'text':'x'},'action':{'name':'send_location'}}"
                    + " | 100 | interactive",
                "template | {'name':'nope','language':{'code':'en_US'}} | 132001 | nope",
                "template | {'name':'order_update','language':{'code':'fr'}} | 132001 | fr",
                "template | {'name':'feedback_request','language':{'code':'en_US'}} | 132015 | feedback_request",
                "template | {'name':'flash_deal','language':{'code':'en_US'}} | 132001 | flash_deal",
                "template | {'name':'appointment_reminder','language':{'code':'en_US'}} | 132000 | header",
                "template | {'name':'delivery_note','language':{'code':'en_US'}} | 132012 | DOCUMENT",
                "template |"
                    + " {'name':'your_phone_number','language':{'code':'en_US'},'components':[{'type':'body','parameters':[{'type':'text','text':'a"
                    + "     b'}]}]} | 132018 | components",
                "hologram | {} | 131051 | hologram"
            })
    void refusesWhatMetaRefusesAndNamesTheParameter(String type, String content, int code, String named)
            throws Exception {
        JsonNode error = refusal(type, content);
        assertThat(error.path("code").asInt()).isEqualTo(code);
        assertThat(error.path("error_data").path("details").asString()).contains(named);
        assertThat(sandbox.isQuietFor(600)).isTrue();
    }

    static Stream<List<Object>> tooLong() {
        String many = String.join(
                ",",
                IntStream.range(0, 4)
                        .mapToObj(i -> BUTTON.formatted(i, "Button " + i))
                        .toList());
        String rows = String.join(
                ",",
                IntStream.range(0, 6)
                        .mapToObj(i -> "{'id':'ID%d','title':'Row'}".formatted(i))
                        .toList());
        return Stream.of(
                List.of("text", "{'body':'" + "x".repeat(4097) + "'}", 100),
                List.of("image", "{'link':'https://a.example.invalid','caption':'" + "x".repeat(1025) + "'}", 100),
                List.of("interactive", buttons(many), 131009),
                List.of("interactive", buttons(BUTTON.formatted("a", "x".repeat(21))), 131009),
                List.of("interactive", buttons(BUTTON.formatted("a".repeat(257), "x")), 131009),
                List.of("interactive", buttons(BUTTON.formatted("a", "x") + "," + BUTTON.formatted("a", "y")), 131009),
                List.of("interactive", buttons(BUTTON.formatted("a", "x") + "," + BUTTON.formatted("b", "x")), 131009),
                List.of(
                        "interactive",
                        "{'type':'list','body':{'text':'x'},'action':{'button':'o','sections':[{'title':'A','rows':["
                                + rows + "]},{'title':'B','rows':[" + rows.replace("ID", "J") + "]}]}}",
                        131009),
                List.of(
                        "interactive",
                        "{'type':'list','body':{'text':'x'},'action':{'button':'o','sections':[{'rows':[" + rows
                                + "]},{'title':'B','rows':[{'id':'z','title':'z'}]}]}}",
                        131008));
    }

    private static String buttons(String buttons) {
        return "{'type':'button','body':{'text':'x'},'action':{'buttons':[" + buttons + "]}}";
    }

    @ParameterizedTest
    @MethodSource("tooLong")
    void keepsToMetasLimits(List<Object> kind) throws Exception {
        assertThat(refusal(String.valueOf(kind.get(0)), String.valueOf(kind.get(1)))
                        .path("code")
                        .asInt())
                .isEqualTo(kind.get(2));
    }

    private JsonNode refusal(String type, String content) throws Exception {
        MockHttpServletResponse answer = sandbox.send("{'messaging_product':'whatsapp','to':'+15555550110','type':'"
                + type + "','" + type + "':" + content + "}");
        assertThat(answer.getStatus()).isBetween(400, 404);
        return json(answer).path("error");
    }

    @Test
    void reactsToAMessageAndTakesItBackAndTellsNoMoreThanSent() throws Exception {
        String wamid =
                sandbox.phone("amina").path("bubbles").path(0).path("wamid").asString();
        sandbox.sent("reaction", "{\"message_id\":\"%s\",\"emoji\":\"\uD83D\uDC4D\"}".formatted(wamid));
        sandbox.status("sent");
        assertThat(sandbox.isQuietFor(800)).isTrue();
        assertThat(marks().path("theirs").asString()).isEqualTo("\uD83D\uDC4D");
        sandbox.sent("reaction", "{\"message_id\":\"%s\",\"emoji\":\"\"}".formatted(wamid));
        assertThat(marks().path("theirs").isNull()).isTrue();
        assertThat(refusal("reaction", "{'message_id':'wamid.none','emoji':'\u2764\uFE0F'}")
                        .path("code")
                        .asInt())
                .isEqualTo(131009);
    }

    private JsonNode marks() throws Exception {
        return sandbox.phone("amina").path("bubbles").path(0).path("marks");
    }

    @Test
    void fillsATemplateInAllItsParts() throws Exception {
        String image = "[{'type':'image','image':{'id':'%s'}}]".formatted(id("image/jpeg", JPEG));
        sandbox.arrived("template", """
            {'name':'order_update','language':{'code':'en_US'},'components':[
             {'type':'header','parameters':%s},
             {'type':'body','parameters':[{'type':'text','parameter_name':'order_no','text':'A-7'},
                                          {'type':'text','parameter_name':'first_name','text':'Amina'}]},
             {'type':'button','sub_type':'url','index':'0','parameters':[{'type':'text','text':'A-7'}]},
             {'type':'button','sub_type':'quick_reply','index':1,'parameters':[{'type':'payload','payload':'AWAY'}]}]}\
            """.formatted(image).replace('\'', '"'));
        JsonNode content = sandbox.phone("amina").path("bubbles").path(1).path("content");
        assertThat(content.path("body").asString())
                .isEqualTo("Hello Amina, your order A-7 is on its way and arrives today.");
        assertThat(content.path("header").path("kind").asString()).isEqualTo("IMAGE");
        assertThat(content.path("footer").asString()).isEqualTo("Fixture Shop");
        assertThat(content.path("keys").path(0).path("value").asString())
                .isEqualTo("https://shop.example.invalid/t/A-7");
        assertThat(content.path("keys").path(1).path("value").asString()).isEqualTo("AWAY");
    }

    @Test
    void sendsTemplatesWithoutAWindowButNoPasswordsToAUserId() throws Exception {
        String hello = "{'messaging_product':'whatsapp','%s':'%s','type':'template',"
                + "'template':{'name':'hello_again','language':{'code':'ar'}}}";
        assertThat(sandbox.send(hello.formatted("recipient", "US.70000000000000000114"))
                        .getStatus())
                .isEqualTo(200);
        assertThat(sandbox.next("statuses").path("recipient_user_id").asString())
                .isEqualTo("US.70000000000000000114");
        MockHttpServletResponse password = sandbox.send("""
            {'messaging_product':'whatsapp','recipient':'US.70000000000000000114','type':'template',
             'template':{'name':'login_code','language':{'code':'en_US'},'components':[
              {'type':'body','parameters':[{'type':'text','text':'123456'}]},
              {'type':'button','sub_type':'url','index':'0','parameters':[{'type':'text','text':'123456'}]}]}}\
            """);
        assertThat(json(password).path("error").path("code").asInt()).isEqualTo(131062);
    }

    @Test
    void tellsLaterThatAFileDoesNotFitItsKind() throws Exception {
        sandbox.sent("image", "{\"id\":\"%s\"}".formatted(id("video/mp4", Sample.VIDEO.bytes())));
        JsonNode status = sandbox.next("statuses");
        assertThat(status.path("status").asString()).isEqualTo("failed");
        assertThat(status.path("errors").path(0).path("code").asInt()).isEqualTo(131053);
    }

    @Test
    void keepsDescribesHandsOutAndForgetsFiles() throws Exception {
        String id = id("image/jpeg", JPEG);
        JsonNode described = json(sandbox.graph(get(GRAPH + id)));
        assertThat(described.path("mime_type").asString()).isEqualTo("image/jpeg");
        assertThat(described.path("file_size").asInt()).isEqualTo(JPEG.length);
        assertThat(described.path("sha256").asString())
                .isEqualTo(HexFormat.of()
                        .formatHex(java.security.MessageDigest.getInstance("SHA-256")
                                .digest(JPEG)));
        URI url = URI.create(described.path("url").asString());
        assertThat(sandbox.graph(get(url)).getContentAsByteArray()).isEqualTo(JPEG);
        assertThat(sandbox.perform(get(url)).getStatus()).isEqualTo(401);
        assertThat(sandbox.graph(get(URI.create(url.toString().replaceFirst("ext=\\d", "ext=9"))))
                        .getStatus())
                .isEqualTo(404);
        assertThat(json(sandbox.graph(delete(GRAPH + id))).path("success").asBoolean())
                .isTrue();
        assertThat(sandbox.graph(get(GRAPH + id)).getStatus()).isEqualTo(400);
        assertThat(sandbox.graph(delete(GRAPH + id)).getStatus()).isEqualTo(400);
    }

    @Test
    void refusesFilesThatMetaRefuses() throws Exception {
        assertThat(json(sandbox.uploadToGraph("application/zip", JPEG))
                        .path("error")
                        .path("code")
                        .asInt())
                .isEqualTo(100);
        assertThat(json(sandbox.uploadToGraph("image/png", new byte[(5 << 20) + 1]))
                        .path("error")
                        .path("code")
                        .asInt())
                .isEqualTo(131053);
        byte[] tricky = "\r\n--b0undar\r\n--b0undarx\r\r\n--".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        String id = id("text/plain", tricky);
        assertThat(json(sandbox.graph(get(GRAPH + id))).path("file_size").asInt())
                .isEqualTo(tricky.length);
        MockHttpServletResponse broken = sandbox.graph(post(GRAPH + NUMBER + "/media")
                .contentType("multipart/form-data; boundary=x")
                .content("--x\r\nno head"));
        assertThat(json(broken).path("error").path("code").asInt()).isEqualTo(100);
        try (Stream<Path> files = java.nio.file.Files.list(folder.resolve("media"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".part"))).isEmpty();
        }
    }

    @Test
    void keepsNoMoreFilesThanItMay() throws IOException {
        MediaShelf shelf = new MediaShelf(folder.resolve("small"), 1_000);
        List<String> ids = Stream.of(400, 400, 400)
                .map(size -> {
                    try {
                        return shelf.put(
                                        new java.io.ByteArrayInputStream(new byte[size]),
                                        "text/plain",
                                        "x",
                                        1_000,
                                        true)
                                .id();
                    } catch (IOException failure) {
                        throw new java.io.UncheckedIOException(failure);
                    }
                })
                .toList();
        assertThat(ids.stream().map(id -> shelf.find(id).isPresent())).containsExactly(false, true, true);
        assertThat(new MediaShelf(folder.resolve("small"), 1_000).find(ids.get(2)))
                .isPresent();
    }

    @Test
    void listsTemplatesPageByPage() throws Exception {
        String address = GRAPH + "100000000000000/message_templates?limit=5&fields=name,status,components";
        JsonNode first = json(sandbox.graph(get(URI.create(address))));
        assertThat(first.path("data")).hasSize(5);
        assertThat(first.path("data").path(0).has("category")).isFalse();
        int count = 5;
        for (JsonNode page = first; page.path("paging").has("next"); ) {
            page = json(sandbox.graph(
                    get(URI.create(page.path("paging").path("next").asString()))));
            count += page.path("data").size();
        }
        assertThat(count).isEqualTo(13);
        JsonNode arabic = json(sandbox.graph(get(URI.create(GRAPH + "100000000000000/message_templates?language=ar"))));
        assertThat(arabic.path("data")).hasSize(2);
        assertThat(sandbox.graph(get(GRAPH + "7/message_templates")).getStatus())
                .isEqualTo(400);
    }

    @Test
    void tellsAboutItsNumberAndBlocksUsers() throws Exception {
        assertThat(json(sandbox.graph(get(GRAPH + NUMBER))).path("status").asString())
                .isEqualTo("CONNECTED");
        String users = "{\"messaging_product\":\"whatsapp\",\"block_users\":[{\"user\":\"+15555550110\"}]}";
        assertThat(sandbox.graph(post(GRAPH + NUMBER + "/block_users").content(users))
                        .getStatus())
                .isEqualTo(200);
        assertThat(refusal("text", "{'body':'x'}").path("code").asInt()).isEqualTo(130403);
        sandbox.graph(delete(GRAPH + NUMBER + "/block_users").content(users));
        sandbox.arrived("text", "{\"body\":\"x\"}");
    }

    @Test
    void showsThatTheBusinessTypesUntilItAnswers() throws Exception {
        String wamid =
                sandbox.phone("amina").path("bubbles").path(0).path("wamid").asString();
        assertThat(sandbox.send("{'messaging_product':'whatsapp','status':'read','message_id':'" + wamid
                                + "','typing_indicator':{'type':'text'}}")
                        .getStatus())
                .isEqualTo(200);
        assertThat(sandbox.phone("amina").path("typingUntil").asLong()).isPositive();
        sandbox.arrived("text", "{\"body\":\"Here I am\"}");
        assertThat(sandbox.phone("amina").has("typingUntil")).isFalse();
    }

    @Test
    void knowsEveryMediaTypeOfTheGuide() {
        assertThat(Arrays.stream(FileKind.values()).map(FileKind::mostBytes))
                .containsExactly(5L << 20, 16L << 20, 16L << 20, 100L << 20, 500L << 10);
    }
}
