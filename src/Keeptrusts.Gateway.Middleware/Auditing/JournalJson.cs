using System.Text.Json.Serialization;
using Keeptrusts.Gateway.Middleware.Exchanges;

namespace Keeptrusts.Gateway.Middleware.Auditing;

/// <summary>How events are written: the same in the journal, the database and every answer.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CallEvent))]
[JsonSerializable(typeof(JournalHold))]
[JsonSerializable(typeof(JournalSettlement))]
[JsonSerializable(typeof(JournalStart))]
[JsonSerializable(typeof(JournalEpoch))]
[JsonSerializable(typeof(JournalLine))]
internal sealed partial class JournalJson : JsonSerializerContext;
