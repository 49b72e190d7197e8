using Keeptrusts.Host.Cli.Output;
using Keeptrusts.Host.ControlPlane.Contracts;

namespace Keeptrusts.Host.Cli.Escalations;

/// <summary>An escalation as text.</summary>
internal static class EscalationText
{
    public static async Task WriteAsync(TextWriter output, EscalationView escalation)
    {
        foreach (var (name, value) in Facts(escalation))
        {
            await output.WriteLineAsync($"{name,-10} {value}");
        }

        await PartAsync(output, "request", escalation.Request);
        await PartAsync(output, "answer", escalation.Answer);
    }

    private static IEnumerable<(string Name, string Value)> Facts(EscalationView escalation)
    {
        yield return ("escalation", escalation.Id);
        yield return ("status", escalation.Status);
        yield return ("policy", $"{escalation.Policy} ({escalation.Kind}) in phase {escalation.Phase}: {escalation.ReasonCode}{(escalation.Findings.Count > 0 ? $", {Show.List([.. escalation.Findings])}" : "")}");
        yield return ("key", $"{escalation.KeyName} ({escalation.KeyId}), team {escalation.TeamId}, owner {escalation.Owner ?? Show.Nothing}");
        yield return ("call", $"{escalation.RequestId} on {escalation.Gateway}, {escalation.ConfigVersion}, model {escalation.Model ?? Show.Nothing}");
        yield return ("assignees", Show.List([.. escalation.Assignees]));
        yield return ("created", Show.Time(escalation.CreatedAt));
        yield return ("expires", Show.Time(escalation.ExpiresAt));
        if (escalation.ClaimedBy is { } claimer)
        {
            yield return ("claimed", $"by {claimer} at {Show.Time(escalation.ClaimedAt)}");
        }

        if (escalation.ResolvedBy is { } decider)
        {
            yield return ("resolved", $"by {decider} at {Show.Time(escalation.ResolvedAt)}{(escalation.Note is { } note ? $": {note}" : "")}");
        }

        if (escalation.ReleasedAt is { } released)
        {
            yield return ("released", Show.Time(released));
        }
    }

    private static async Task PartAsync(TextWriter output, string name, string? text)
    {
        if (text is not null)
        {
            await output.WriteLineAsync();
            await output.WriteLineAsync($"{name}:");
            await output.WriteLineAsync(text);
        }
    }
}
