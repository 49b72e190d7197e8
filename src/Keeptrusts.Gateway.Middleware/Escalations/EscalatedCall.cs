using System.Security.Cryptography;
using System.Text;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Gateway.Middleware.Escalations;

/// <summary>A call about which a human is asked: who calls, under which rules, with what.</summary>
internal sealed record EscalatedCall(KeyRecord Key, PolicyConfiguration Configuration, ScopedPlan Scope, ModelRequest Request, CallRecord Record)
{
    /// <summary>Place of answers in <see cref="Subject"/>, whichever policy objects.</summary>
    public const string Answer = "answer";

    /// <summary>
    /// The call as a keyed hash: the same key (or what it was rotated to), the same version of the configuration, the same place, the same bytes. Each part
    /// goes in with its length, so that no two calls share a subject by where one part ends.
    /// </summary>
    public string Subject(ReadOnlySpan<byte> hashKey, string place)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, hashKey);
        Add(hash, Encoding.UTF8.GetBytes(Key.LineageId));
        Add(hash, Encoding.UTF8.GetBytes(Configuration.Label));
        Add(hash, Encoding.UTF8.GetBytes(place));
        Add(hash, Encoding.UTF8.GetBytes(Record.Call.Route));
        if (Key.OnBehalfOf)
        {
            Add(hash, Encoding.UTF8.GetBytes(Record.User ?? "")); // What was decided for one user is not for another; others have one user only.
        }

        Add(hash, Request.Body.Span);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Add(IncrementalHash hash, ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
        hash.AppendData(length);
        hash.AppendData(part);
    }
}
