using System.Globalization;
using System.Threading.Channels;
using Microsoft.Playwright;

namespace Keeptrusts.Console.Tests.Harness;

/// <summary>
/// A slow network and a slow hand, to find tests that pass only at a machine's own speed: with KEEPTRUSTS_LAG each request and each message of a circuit
/// takes up to so many milliseconds, with KEEPTRUSTS_PAUSE so many pass before each action.
/// </summary>
internal static class Lag
{
    public static int Most { get; } = Read("KEEPTRUSTS_LAG");

    public static int Pause { get; } = Read("KEEPTRUSTS_PAUSE");

    /// <summary>Slows every page that is opened from now on.</summary>
    public static async Task ApplyAsync(IBrowserContext context, int most)
    {
        if (most > 0)
        {
            await context.RouteAsync("**", async route =>
            {
                await WaitAsync(most);
                await route.ContinueAsync();
            });
            await context.RouteWebSocketAsync("**", page =>
            {
                var server = page.ConnectToServer();
                page.OnMessage(Late(most, frame => Send(server, frame)));
                server.OnMessage(Late(most, frame => Send(page, frame)));
            });
        }
    }

    // One after the other, as on a wire: late, never out of order.
    private static Action<IWebSocketFrame> Late(int most, Action<IWebSocketFrame> send)
    {
        var frames = Channel.CreateUnbounded<IWebSocketFrame>();
        _ = Task.Run(async () =>
        {
            await foreach (var frame in frames.Reader.ReadAllAsync())
            {
                await WaitAsync(most);
                send(frame);
            }
        });
        return frame => frames.Writer.TryWrite(frame);
    }

    private static void Send(IWebSocketRoute to, IWebSocketFrame frame)
    {
        if (frame.Binary is { } bytes)
        {
            to.Send(bytes);
        }
        else
        {
            to.Send(frame.Text!);
        }
    }

    private static Task WaitAsync(int most) => Task.Delay(Random.Shared.Next(most + 1));

    private static int Read(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : 0;
}
