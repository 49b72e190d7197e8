using System.Net;
using System.Net.Sockets;

namespace Keeptrusts.Gateway.Middleware.Tests.FailModes;

/// <summary>An address where something listens and takes no connection: its backlog is full, so that the next one waits for ever.</summary>
internal sealed class DeafListener : IDisposable
{
    private readonly Socket _listening = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<Socket> _waiting = [];

    private DeafListener()
    {
        _listening.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listening.Listen(0);
    }

    public Uri BaseUrl => new($"http://127.0.0.1:{((IPEndPoint)_listening.LocalEndPoint!).Port}/v1");

    public static async Task<DeafListener> StartAsync()
    {
        var listener = new DeafListener();
        while (await listener.TakesAnotherAsync())
        {
            Assert.True(listener._waiting.Count < 64, "the backlog is never full");
        }

        return listener;
    }

    public void Dispose()
    {
        _waiting.ForEach(socket => socket.Dispose());
        _listening.Dispose();
    }

    private async Task<bool> TakesAnotherAsync()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _waiting.Add(socket);
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        try
        {
            await socket.ConnectAsync(_listening.LocalEndPoint!, patience.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
