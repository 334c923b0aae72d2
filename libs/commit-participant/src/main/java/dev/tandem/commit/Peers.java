package dev.tandem.commit;

import dev.tandem.commit.agreement.BranchState;
import dev.tandem.commit.agreement.Claim;
import dev.tandem.commit.agreement.Question;
import dev.tandem.commit.agreement.Reply;
import dev.tandem.commit.client.MemberClient;
import java.net.URI;
import java.util.Map;
import java.util.UUID;

/** The other members, as far as somebody says where they listen; all others are silent. */
class Peers {

    private final MemberClient client;
    private final Map<String, URI> addresses;

    Peers(MemberClient client, Map<String, URI> addresses) {
        this.client = client;
        this.addresses = addresses;
    }

    Reply ask(String member, UUID id, Question question, Claim claim) {
        var address = addresses.get(member);
        return address == null ? new Reply.Silent() : client.ask(address, id, question, claim);
    }

    Reply tell(String member, UUID id, Claim claim, BranchState outcome) {
        var address = addresses.get(member);
        return address == null ? new Reply.Silent() : client.tell(address, id, claim, outcome);
    }
}
