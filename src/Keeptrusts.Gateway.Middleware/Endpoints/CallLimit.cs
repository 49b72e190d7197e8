using Keeptrusts.Gateway.Middleware.Configuration;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Microsoft.Extensions.Options;

namespace Keeptrusts.Gateway.Middleware.Endpoints;

/// <summary>Counts calls in flight and sheds load before memory runs out.</summary>
internal sealed class CallLimit(IOptions<GatewayOptions> options)
{
    private readonly int _most = options.Value.MaxConcurrentCalls;
    private int _inFlight;

    public static Refusal Overloaded { get; } = new()
    {
        Status = 503,
        Type = "upstream_error",
        Code = "overloaded",
        Message = "The gateway has too many calls in flight. Try again in a moment.",
        Retryable = true,
        RetryAfterSeconds = 1,
    };

    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _inFlight) <= _most)
        {
            return true;
        }

        Leave();
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _inFlight);
}
