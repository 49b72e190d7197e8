using System.Buffers;

namespace Keeptrusts.Gateway.Middleware.OutputPolicies;

/// <summary>Keeps a whole streamed answer, beside what is shown of it.</summary>
internal interface IAnswerKeeper
{
    /// <summary>Takes what only the caller sees; <see langword="null"/> where the caller has seen nothing yet.</summary>
    IBufferWriter<byte>? Shown { get; }

    /// <summary>From here on nothing more is shown.</summary>
    void Hide();
}
