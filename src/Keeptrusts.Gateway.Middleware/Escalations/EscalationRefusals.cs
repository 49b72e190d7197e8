using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Ports;

namespace Keeptrusts.Gateway.Middleware.Escalations;

/// <summary>Refusals of calls about which a human decides. Of a decision they tell that there is a note, never what it says.</summary>
internal static class EscalationRefusals
{
    /// <param name="ticket">Where the escalation stands.</param>
    /// <param name="answer">Whether an answer is in question, otherwise the request.</param>
    public static Refusal Of(EscalationTicket ticket, bool answer)
    {
        var noun = answer ? "answer" : "request";
        return ticket.State switch
        {
            EscalationState.Denied => New(ticket, "denied", $"A human has denied this {noun} (policy `{ticket.Policy.Name}`, escalation `{ticket.Id}`).{Note(ticket)}"),
            EscalationState.Expired => New(ticket, "expired", $"Nobody has decided in time about this {noun} (policy `{ticket.Policy.Name}`, escalation `{ticket.Id}`). The same request asks again."),
            _ => New(ticket, "pending", $"Policy `{ticket.Policy.Name}` wants a human to decide on this {noun} ({Why(ticket.Policy)}). Escalation `{ticket.Id}` waits for the decision; once it is approved, the same request {(answer ? "gets the answer" : "passes")}."),
        };
    }

    /// <summary>Another call got the answer that this one waited for.</summary>
    public static Refusal UsedUp(EscalationTicket ticket) =>
        New(ticket, "used", $"Escalation `{ticket.Id}` was approved, and its answer has gone to another call with the same request. Send the request again for a new answer.");

    /// <summary>The desk cannot be reached, so nobody would see the question.</summary>
    public static Refusal Unavailable(EscalatingPolicy policy, string id) =>
        New(new(id, policy, EscalationState.Pending), "unavailable", $"Policy `{policy.Name}` wants a human to decide ({Why(policy)}), but the question could not be stored, so nobody can approve it. The call's event has the id `{id}`. Try again later.");

    private static Refusal New(EscalationTicket ticket, string status, string message) => new()
    {
        Status = 403,
        Type = "policy_violation",
        Code = "escalation_required",
        Policy = ticket.Policy.Name,
        ReasonCode = ticket.Policy.ReasonCode,
        EscalationId = ticket.Id,
        EscalationStatus = status,
        Message = message,
    };

    private static string Why(EscalatingPolicy policy) =>
        policy.Findings.Count == 0 ? policy.ReasonCode : $"{policy.ReasonCode}: {string.Join(", ", policy.Findings)}";

    private static string Note(EscalationTicket ticket) => ticket.HasNote ? " The decision has a note; ask your team's managers for it." : "";
}
