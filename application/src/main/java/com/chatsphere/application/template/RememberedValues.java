package com.chatsphere.application.template;

import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.template.TemplateId;
import com.chatsphere.domain.template.TemplateValues;
import java.util.List;
import java.util.Optional;

/** Need: remember what each agent last filled into each template. */
public interface RememberedValues {
    Optional<TemplateValues> last(AgentId agent, TemplateId template);

    /** The templates an agent used last, the latest first. */
    List<TemplateId> recent(AgentId agent, int most);

    void remember(AgentId agent, TemplateId template, TemplateValues values);
}
