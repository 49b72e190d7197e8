namespace Keeptrusts.Policy.Judging;

/// <summary>Judges the redacted text of a phase as a whole. Shared by all calls; what it throws is handled by <c>on_error</c>.</summary>
public interface ITextPolicy
{
    /// <summary>Judges.</summary>
    /// <param name="input">All text of the phase.</param>
    /// <param name="cancellation">Set when the caller has gone.</param>
    ValueTask<Judgement> JudgeAsync(TextInput input, CancellationToken cancellation);
}
