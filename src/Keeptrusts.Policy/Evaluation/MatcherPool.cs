using System.Collections.Concurrent;
using Keeptrusts.Policy.Text.Matching;

namespace Keeptrusts.Policy.Evaluation;

/// <summary>Matchers of one plan, kept for the next call.</summary>
internal sealed class MatcherPool(MatchPlan plan)
{
    private const int MaxPooled = 64;

    private readonly ConcurrentQueue<SpanMatcher> _pool = new();

    /// <summary>A matcher at the start of a text.</summary>
    /// <param name="context">What stands before the text, for left context.</param>
    public SpanMatcher Rent(ReadOnlySpan<char> context = default)
    {
        var matcher = _pool.TryDequeue(out var pooled) ? pooled : new SpanMatcher(plan);
        matcher.Reset(context);
        return matcher;
    }

    public void Return(SpanMatcher matcher)
    {
        if (_pool.Count < MaxPooled)
        {
            _pool.Enqueue(matcher);
        }
    }
}
