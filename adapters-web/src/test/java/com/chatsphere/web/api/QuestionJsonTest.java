package com.chatsphere.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.chatsphere.web.message.ContentJson;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class QuestionJsonTest {
    static Stream<String> questions() {
        return Stream.of(
                        "{'type':'button','header':{'type':'text','text':'Your order'},'body':{'text':'Tomorrow?'},"
                                + "'footer':{'text':'Until 18:00'},'action':{'buttons':["
                                + "{'type':'reply','reply':{'id':'button-1','title':'Yes'}},"
                                + "{'type':'reply','reply':{'id':'button-2','title':'No'}}]}}",
                        "{'type':'button','header':{'type':'document','document':{'id':'300000000000001',"
                                + "'filename':'a.pdf'}},'body':{'text':'Right?'},"
                                + "'action':{'buttons':[{'type':'reply','reply':{'id':'1','title':'Yes'}}]}}",
                        "{'type':'list','body':{'text':'How?'},'action':{'button':'Choose','sections':["
                                + "{'title':'Fast','rows':[{'id':'1','title':'Express','description':'Next day'}]},"
                                + "{'title':'Slow','rows':[{'id':'2','title':'Standard'}]}]}}",
                        "{'type':'cta_url','body':{'text':'Look'},'action':{'name':'cta_url',"
                                + "'parameters':{'display_text':'Open','url':'https://shop.example.com/1'}}}",
                        "{'type':'location_request_message','body':{'text':'Where?'},"
                                + "'action':{'name':'send_location'}}",
                        "{'type':'request_contact_info','body':{'text':'Your number?'},"
                                + "'action':{'name':'request_contact_info'}}",
                        "{'type':'call_permission_request','body':{'text':'May we call?'},"
                                + "'action':{'name':'call_permission_request'}}")
                .map(json -> json.replace('\'', '"'));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void whatIsAskedForIsToldInTheSameShape(String json) {
        JsonNode asked = JsonMapper.shared().readTree(json);
        ObjectNode told = JsonMapper.shared().createObjectNode();
        QuestionJson.describe(ContentJson.interactive(asked), told);
        assertThat(told).isEqualTo(asked);
    }
}
