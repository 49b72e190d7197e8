using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using Keeptrusts.Gateway.Middleware.Configuration;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Gateway.Middleware.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Keeptrusts.Gateway.Middleware.Files;

/// <summary>Gateway keys from a JSON file, by their hashes. The first load fails loudly; a change that does not load keeps the keys that were known.</summary>
internal sealed class FileKeyStore : IKeyStore, IWatchedFile
{
    private const int HashBytes = 32;

    private static readonly JsonSerializerOptions Strict = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    private readonly ILogger<FileKeyStore> _logger;
    private volatile FrozenDictionary<UInt128, (byte[] Hash, KeyRecord Key)> _keys;
    private string _seen;

    /// <exception cref="InvalidOperationException">The file is missing or does not load.</exception>
    public FileKeyStore(IOptions<GatewayOptions> options, ILogger<FileKeyStore> logger)
    {
        _logger = logger;
        Path = System.IO.Path.GetFullPath(options.Value.KeyFile
            ?? throw new InvalidOperationException("Nothing says who may call: set `KeyFile` in `AddKeeptrustsGateway`, or register an `IKeyStore`."));
        _seen = File.Exists(Path) ? File.ReadAllText(Path) : throw new InvalidOperationException($"The key file `{Path}` does not exist.");
        _keys = Read(_seen, out var problem) ?? throw new InvalidOperationException($"The key file `{Path}` does not load: {problem}");
    }

    public string Path { get; }

    public KeyRecord? Find(ReadOnlySpan<byte> sha256) =>
        _keys.TryGetValue(Head(sha256), out var known) && sha256.SequenceEqual(known.Hash) ? known.Key : null;

    public void MarkUsed(KeyRecord key, DateTimeOffset at)
    {
    }

    public Task ChangedAsync(string text)
    {
        if (text != _seen)
        {
            _seen = text;
            if (Read(text, out var problem) is { } keys)
            {
                _keys = keys;
            }
            else
            {
                _logger.KeyFileRejected(Path, problem);
            }
        }

        return Task.CompletedTask;
    }

    public Task GoneAsync()
    {
        _logger.KeyFileRejected(Path, "it cannot be read");
        return Task.CompletedTask;
    }

    private static UInt128 Head(ReadOnlySpan<byte> hash) => System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash);

    private static FrozenDictionary<UInt128, (byte[] Hash, KeyRecord Key)>? Read(string text, out string problem)
    {
        problem = "";
        var keys = new Dictionary<UInt128, (byte[], KeyRecord)>();
        try
        {
            foreach (var entry in JsonSerializer.Deserialize<List<KeyFileEntry>>(text, Strict) ?? [])
            {
                var hash = new byte[HashBytes];
                if (entry.Sha256.Length != 2 * HashBytes || Convert.FromHexString(entry.Sha256, hash, out _, out _) != System.Buffers.OperationStatus.Done || !keys.TryAdd(Head(hash), (hash, Record(entry))))
                {
                    problem = $"the `sha256` of key `{entry.Name}` is not one of its own with 64 hexadecimal digits";
                    return null;
                }
            }
        }
        catch (JsonException e)
        {
            problem = $"line {(e.LineNumber ?? 0) + 1} is not what a list of keys has there ({e.Path})";
            return null;
        }

        return keys.ToFrozenDictionary();
    }

    private static KeyRecord Record(KeyFileEntry entry)
    {
        var id = "key_" + entry.Sha256[..16].ToLowerInvariant();
        return new()
        {
            Id = id,
            LineageId = id,
            Name = entry.Name,
            TeamId = entry.Team,
            Owner = entry.Owner,
            AllowedModels = entry.Models,
            Roles = entry.Roles,
            OnBehalfOf = entry.OnBehalfOf,
            ExpiresAt = entry.ExpiresAt,
            RevokedAt = entry.RevokedAt,
        };
    }
}
