using System.Text.RegularExpressions;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Judging;
using Keeptrusts.Policy.Verdicts;

namespace CustomKind;

/// <summary>Judges the texts of one request. Shared by all calls, so it keeps nothing of any.</summary>
internal sealed class TicketPolicy(TicketRequiredOptions options, Verdict verdict) : ITextPolicy
{
    private readonly Regex _ticket = new($@"\b(?:{string.Join('|', options.Projects)})-[0-9]{{{options.ShortestNumber},}}\b", RegexOptions.CultureInvariant);

    public ValueTask<Judgement> JudgeAsync(TextInput input, CancellationToken cancellation)
    {
        var messages = input.Texts.Where(text => text.Source.Role is TextRole.User or TextRole.Unknown);
        var named = options.Place == TicketPlace.LastMessage
            ? messages.TakeLast(1).Any(text => _ticket.IsMatch(text.Text))
            : messages.Any(text => _ticket.IsMatch(text.Text));
        return new(named ? Judgement.Pass : Judgement.Of(verdict, "ticket_missing", "name the ticket that this is for"));
    }
}
