using System.Text.Json.Serialization;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Gateway.Middleware.Nodes.Links;

/// <summary>The JSON between nodes and their control plane.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LinkFrame))]
[JsonSerializable(typeof(NodeFacts))]
[JsonSerializable(typeof(NodeStart))]
[JsonSerializable(typeof(NodeExchange))]
[JsonSerializable(typeof(NodeReply))]
[JsonSerializable(typeof(NodeSnapshot))]
[JsonSerializable(typeof(EventBatch))]
[JsonSerializable(typeof(IReadOnlyList<TokenUse>))]
[JsonSerializable(typeof(Done))]
[JsonSerializable(typeof(Named))]
[JsonSerializable(typeof(SecretBytes))]
[JsonSerializable(typeof(Place))]
[JsonSerializable(typeof(MaybeTicket))]
[JsonSerializable(typeof(MaybeHeld))]
[JsonSerializable(typeof(EscalationCase))]
[JsonSerializable(typeof(EscalationTicket))]
[JsonSerializable(typeof(LeaseRequest))]
[JsonSerializable(typeof(LeaseReply))]
[JsonSerializable(typeof(ModelPrice))]
[JsonSerializable(typeof(IReadOnlyList<TargetStatus>))]
internal sealed partial class LinkJson : JsonSerializerContext;
