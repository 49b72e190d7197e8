namespace Keeptrusts.Gateway.Middleware.Wire;

/// <summary>Takes note of the output limits while a request is read.</summary>
internal sealed class RequestLimits
{
    private readonly List<ByteRange> _values = [];
    private int? _most;
    private bool _maxTokensGiven;
    private ByteRange _maxTokensNull;
    private ByteRange _otherNull;

    public void Reset()
    {
        _values.Clear();
        _most = null;
        _maxTokensGiven = false;
        _maxTokensNull = _otherNull = default;
    }

    /// <param name="place">By which name.</param>
    /// <param name="limit">The limit; <see langword="null"/> for <c>null</c>.</param>
    /// <param name="token">The value.</param>
    public void Take(RequestPlace place, int? limit, ByteRange token)
    {
        if (limit is { } most)
        {
            _most = Math.Max(_most ?? 0, most);
            _maxTokensGiven |= place == RequestPlace.MaxTokens;
            _values.Add(token);
        }
        else if (place == RequestPlace.MaxTokens)
        {
            _maxTokensNull = token;
        }
        else
        {
            _otherNull = token;
        }
    }

    public OutputLimits Take() => new(_most, [.. _values], _maxTokensGiven, _maxTokensNull, _otherNull);
}
