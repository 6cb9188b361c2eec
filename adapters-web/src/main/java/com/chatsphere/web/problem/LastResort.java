package com.chatsphere.web.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Answers what the container and its filters refuse or fail at. */
@Controller
class LastResort implements ErrorController {
    private final Problems problems;
    private final ProblemAnswers answers;

    LastResort(Problems problems, ProblemAnswers answers) {
        this.problems = problems;
        this.answers = answers;
    }

    @RequestMapping("${server.error.path:/error}")
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable thrown) {
            problems.write(thrown, request, response);
        } else {
            int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? code : 404;
            answers.write(request, response, Problems.problemOf(status));
        }
    }
}
