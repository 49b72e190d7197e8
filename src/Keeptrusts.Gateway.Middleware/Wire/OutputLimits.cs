namespace Keeptrusts.Gateway.Middleware.Wire;

/// <summary>The limits of output tokens that a request gives.</summary>
/// <param name="Most">The limit, by whichever name; the largest if there are several, since a server may know only one of them.</param>
/// <param name="Values">Where they stand.</param>
/// <param name="MaxTokensGiven">Whether one is called <c>max_tokens</c>.</param>
/// <param name="MaxTokensNull">The <c>null</c> of <c>max_tokens</c>; empty range at 0 when it is absent or says a number.</param>
/// <param name="OtherNull">The <c>null</c> of the other name; as above.</param>
internal sealed record OutputLimits(int? Most, IReadOnlyList<ByteRange> Values, bool MaxTokensGiven, ByteRange MaxTokensNull, ByteRange OtherNull)
{
    public static OutputLimits None { get; } = new(null, [], false, default, default);
}
