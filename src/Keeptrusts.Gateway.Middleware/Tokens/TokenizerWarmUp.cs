using Microsoft.Extensions.Hosting;

namespace Keeptrusts.Gateway.Middleware.Tokens;

/// <summary>Loads the tokenizer's tables beside the start, so that the first call that needs them does not wait for them.</summary>
internal sealed class TokenizerWarmUp : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = Task.Run(() => TokenCounter.Count("warm"), CancellationToken.None);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
