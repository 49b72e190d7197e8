using System.Text.Json.Serialization;
using Keeptrusts.Host.Cli.Chat;
using Keeptrusts.Host.Cli.Doctor;

namespace Keeptrusts.Host.Cli;

/// <summary>The JSON that commands print about things of their own.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ChatReply))]
[JsonSerializable(typeof(Diagnosis))]
internal sealed partial class CliJson : JsonSerializerContext;
