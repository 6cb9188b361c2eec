package com.chatsphere.web.notice;

import com.chatsphere.application.agent.Accounts;
import com.chatsphere.application.notice.NoticeBoard;
import com.chatsphere.web.layout.Done;
import com.chatsphere.web.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Notes that an administrator has seen a notice; then it no longer stands above the pages. */
@Controller
class SeenController {
    private final NoticeBoard board;
    private final Clock clock;

    SeenController(NoticeBoard board, Clock clock) {
        this.board = board;
        this.clock = clock;
    }

    @PostMapping("/admin/notices/{id}/seen")
    ResponseEntity<Void> see(
            HttpServletRequest request, @AuthenticationPrincipal Accounts.Account viewer, @PathVariable("id") UUID id) {
        if (!board.markSeen(id, viewer.id(), clock.instant())) {
            throw Problem.notFound("There is no such notice.");
        }
        return Done.at(request, "/admin/numbers");
    }
}
