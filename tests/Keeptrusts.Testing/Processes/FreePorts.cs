using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Keeptrusts.Testing.Processes;

/// <summary>
/// Loopback ports for servers that are started with a port in their hand. They lie below those that systems give to connections and to
/// listeners of port 0 (Linux: 32768 and up, others higher), so no connection takes one before its server, or while that restarts.
/// </summary>
public static class FreePorts
{
    // 10080 is among the ports that browsers refuse.
    private const int Lowest = 11_000;
    private const int End = 32_000;

    // A UDP socket on the same port keeps other test processes off it for as long as this one lives.
    private static readonly ConcurrentBag<Socket> Reservations = [];

    /// <summary>Takes some ports that no other call is given, in this process or another.</summary>
    public static int[] Take(int count) => [.. Enumerable.Range(0, count).Select(_ => TakeOne())];

    private static int TakeOne()
    {
        while (true)
        {
            var address = new IPEndPoint(IPAddress.Loopback, Random.Shared.Next(Lowest, End));
            if (Bind(address, SocketType.Dgram, ProtocolType.Udp) is not { } reservation)
            {
                continue;
            }

            Reservations.Add(reservation);
            if (Bind(address, SocketType.Stream, ProtocolType.Tcp) is { } free)
            {
                free.Dispose();
                return address.Port;
            }
        }
    }

    private static Socket? Bind(IPEndPoint address, SocketType type, ProtocolType protocol)
    {
        var socket = new Socket(AddressFamily.InterNetwork, type, protocol);
        try
        {
            socket.Bind(address);
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }
}
