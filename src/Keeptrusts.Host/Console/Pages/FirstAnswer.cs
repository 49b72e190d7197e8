namespace Keeptrusts.Host.Console.Pages;

/// <summary>What came of a first call.</summary>
/// <param name="IsAnswer">Whether a model answered; else the text says why not.</param>
/// <param name="Status">The HTTP status; 0 where nothing answered.</param>
/// <param name="Text">The answer, or the error's message.</param>
/// <param name="Milliseconds">How long it took.</param>
internal sealed record FirstAnswer(bool IsAnswer, int Status, string Text, double Milliseconds)
{
    /// <summary>What the policies came to; <see langword="null"/> where none was asked.</summary>
    public string? Verdict { get; init; }

    /// <summary>The policies that had something to say.</summary>
    public string? Policies { get; init; }

    /// <summary>By which its trace is found.</summary>
    public string? RequestId { get; init; }
}
