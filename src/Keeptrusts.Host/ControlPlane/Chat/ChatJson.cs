using System.Text.Json.Serialization;

namespace Keeptrusts.Host.ControlPlane.Chat;

/// <summary>The JSON that is encrypted, and that an export shows.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ChatTurn))]
internal sealed partial class ChatJson : JsonSerializerContext;
