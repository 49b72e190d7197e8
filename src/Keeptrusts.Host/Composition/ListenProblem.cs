using System.Net.Sockets;
using Keeptrusts.Host.Records;
using Microsoft.AspNetCore.Connections;

namespace Keeptrusts.Host.Composition;

/// <summary>Says in one sentence why an address could not be taken.</summary>
internal static class ListenProblem
{
    public static Refusal? Of(Exception exception, ListenAddress address, string option)
    {
        var where = new System.Net.IPEndPoint(address.Address, address.Port);
        return exception switch
        {
            IOException { InnerException: AddressInUseException } => new(RefusalKind.Conflict, $"{where} is taken by another program; stop that one (is `kt up` running already?), or choose another address with {option} {address.Address}:PORT"),
            SocketException { SocketErrorCode: SocketError.AccessDenied } => new(RefusalKind.Conflict, $"{where} may not be opened by this user; choose a port above 1023 with {option} {address.Address}:PORT"),
            SocketException { SocketErrorCode: SocketError.AddressNotAvailable } => new(RefusalKind.Conflict, $"{address.Address} is no address of this machine; choose one with {option} 127.0.0.1:{address.Port}"),
            _ => null,
        };
    }
}
