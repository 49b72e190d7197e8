using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Judging;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds.ExternalModeration;

/// <summary>Sends the redacted texts of a phase to a moderation service. Whatever keeps the answer from being understood is an error of the policy.</summary>
internal sealed class ModerationJudge : ITextPolicy
{
    public Uri? Url { get; init; }

    public string? Target { get; init; }

    public required string Model { get; init; }

    public required TimeSpan Timeout { get; init; }

    /// <summary>Scores from which categories count; empty: the service's own judgement does.</summary>
    public required IReadOnlyDictionary<string, double> Thresholds { get; init; }

    public required Verdict Verdict { get; init; }

    public async ValueTask<Judgement> JudgeAsync(TextInput input, CancellationToken cancellation)
    {
        List<PolicyText> texts = [.. input.Texts.Where(t => !string.IsNullOrWhiteSpace(t.Text))];
        if (texts.Count == 0)
        {
            return Judgement.Pass;
        }

        var transport = input.Call.Services.Moderation ?? throw new InvalidOperationException("the host gives policies no way to reach a moderation service");
        using var late = new CancellationTokenSource(Timeout, input.Call.Services.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        var findings = Url is not null
            ? await AskWebhookAsync(transport, input.Phase, texts, either.Token).ConfigureAwait(false)
            : await AskTargetAsync(transport, texts, either.Token).ConfigureAwait(false);
        return findings.Count == 0 ? Judgement.Pass : new Judgement(Verdict, ReasonCodes.ModerationFlagged, findings);
    }

    private async ValueTask<List<Finding>> AskWebhookAsync(IModerationTransport transport, PolicyPhase phase, List<PolicyText> texts, CancellationToken cancellation)
    {
        var answer = await transport.SendAsync(new ModerationRequest(null, Url, ModerationBody.OfWebhook(phase, texts)), cancellation).ConfigureAwait(false);
        return [.. ModerationAnswer.OfWebhook(answer, Thresholds).Select(found => Finding(found, texts.Count == 1 ? texts[0] : null))];
    }

    private async ValueTask<List<Finding>> AskTargetAsync(IModerationTransport transport, List<PolicyText> texts, CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        foreach (var batch in texts.Chunk(ModerationBody.MostTexts))
        {
            var answer = await transport.SendAsync(new ModerationRequest(Target, null, ModerationBody.OfTarget(Model, batch)), cancellation).ConfigureAwait(false);
            var results = ModerationAnswer.OfTarget(answer, batch.Length, Thresholds);
            for (var i = 0; i < batch.Length; i++)
            {
                findings.AddRange(results[i].Select(found => Finding(found, batch[i])));
            }
        }

        return findings;
    }

    private static Finding Finding((string Category, double Score) found, PolicyText? text) => new(found.Category, 0, text?.Text.Length ?? 0, found.Score, text?.At);
}
