using System.Globalization;
using System.Text;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Events.Trail;

/// <summary>The bytes that a checkpoint's signature is over: text, so that anybody can write them by hand and ask OpenSSL.</summary>
internal static class CheckpointStatement
{
    public static byte[] Bytes(Checkpoint checkpoint) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"""
        keeptrusts {(checkpoint.IsBoundary ? "boundary" : "checkpoint")} 1
        gateway {checkpoint.Gateway}
        chain {checkpoint.Chain}
        seq {checkpoint.Position}
        event {checkpoint.EventId}
        hash {checkpoint.Hash}
        at {checkpoint.At.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffffffZ}

        """));
}
