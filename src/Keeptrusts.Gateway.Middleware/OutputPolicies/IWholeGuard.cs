using Keeptrusts.Gateway.Middleware.Wire;

namespace Keeptrusts.Gateway.Middleware.OutputPolicies;

/// <summary>Step 8 for answers that come whole.</summary>
internal interface IWholeGuard
{
    /// <summary>What the provider says was used.</summary>
    ReplyUsage? Usage { get; }

    /// <summary>Why the answer ended; of several, the first.</summary>
    string? FinishReason { get; }

    /// <summary>Whether the answer says that the provider has failed.</summary>
    bool Failed { get; }

    /// <returns>The answer that may be shown; <see langword="null"/> when it is none. A block shows in the policies.</returns>
    ReadOnlyMemory<byte>? Take(ReadOnlyMemory<byte> body);
}
