using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Chat;
using Keeptrusts.Host.ControlPlane.Configurations;
using Keeptrusts.Host.ControlPlane.Events.Trail;
using Keeptrusts.Host.ControlPlane.Gateways;
using Keeptrusts.Host.ControlPlane.Templates;
using Keeptrusts.Host.ControlPlane.Teams;
using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Host.ControlPlane.Users;

namespace Keeptrusts.Host.ControlPlane.Contracts;

/// <summary>The JSON of the control API, for both of its ends; generated, so that neither start pays for reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(TokenView))]
[JsonSerializable(typeof(Page<TokenView>))]
[JsonSerializable(typeof(IReadOnlyList<TokenView>))]
[JsonSerializable(typeof(MintedTokenView))]
[JsonSerializable(typeof(NewToken))]
[JsonSerializable(typeof(TeamView))]
[JsonSerializable(typeof(Page<TeamView>))]
[JsonSerializable(typeof(NewTeam))]
[JsonSerializable(typeof(TeamChange))]
[JsonSerializable(typeof(MemberView))]
[JsonSerializable(typeof(Page<MemberView>))]
[JsonSerializable(typeof(MemberRole))]
[JsonSerializable(typeof(UserView))]
[JsonSerializable(typeof(Page<UserView>))]
[JsonSerializable(typeof(NewUser))]
[JsonSerializable(typeof(UserChange))]
[JsonSerializable(typeof(DepartureView))]
[JsonSerializable(typeof(ApprovalView))]
[JsonSerializable(typeof(Page<ApprovalView>))]
[JsonSerializable(typeof(Decision))]
[JsonSerializable(typeof(RotateToken))]
[JsonSerializable(typeof(RevokeTokens))]
[JsonSerializable(typeof(RevokeNow))]
[JsonSerializable(typeof(IdentifyToken))]
[JsonSerializable(typeof(EnsureToken))]
[JsonSerializable(typeof(EnsuredView))]
[JsonSerializable(typeof(Page<GatewayView>))]
[JsonSerializable(typeof(ConfigurationView))]
[JsonSerializable(typeof(Page<ConfigurationView>))]
[JsonSerializable(typeof(Page<JsonElement>))]
[JsonSerializable(typeof(Page<BudgetView>))]
[JsonSerializable(typeof(BudgetWish))]
[JsonSerializable(typeof(BudgetCapView))]
[JsonSerializable(typeof(PriceView))]
[JsonSerializable(typeof(Page<PriceView>))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(CallEvent))]
[JsonSerializable(typeof(GatewayView))]
[JsonSerializable(typeof(Page<NodeView>))]
[JsonSerializable(typeof(GatewayWish))]
[JsonSerializable(typeof(VersionView))]
[JsonSerializable(typeof(Page<VersionView>))]
[JsonSerializable(typeof(NewVersion))]
[JsonSerializable(typeof(WantedRevision))]
[JsonSerializable(typeof(ChangeView))]
[JsonSerializable(typeof(DiffView))]
[JsonSerializable(typeof(LintView))]
[JsonSerializable(typeof(LintRequest))]
[JsonSerializable(typeof(DocumentProblemView))]
[JsonSerializable(typeof(TemplateView))]
[JsonSerializable(typeof(Page<TemplateView>))]
[JsonSerializable(typeof(IReadOnlyList<TemplateView>))]
[JsonSerializable(typeof(NewTemplate))]
[JsonSerializable(typeof(WhoAmI))]
[JsonSerializable(typeof(SignInLinkView))]
[JsonSerializable(typeof(ProblemView))]
[JsonSerializable(typeof(EscalationView))]
[JsonSerializable(typeof(Page<EscalationView>))]
[JsonSerializable(typeof(Resolution))]
[JsonSerializable(typeof(IReadOnlyList<EscalatingPolicy>))]
[JsonSerializable(typeof(SecretView))]
[JsonSerializable(typeof(Page<SecretView>))]
[JsonSerializable(typeof(SecretWish))]
[JsonSerializable(typeof(ProtectionView))]
[JsonSerializable(typeof(WebhookView))]
[JsonSerializable(typeof(Page<WebhookView>))]
[JsonSerializable(typeof(MintedWebhookView))]
[JsonSerializable(typeof(NewWebhook))]
[JsonSerializable(typeof(DeliveryView))]
[JsonSerializable(typeof(Page<DeliveryView>))]
[JsonSerializable(typeof(WebhookMessage))]
[JsonSerializable(typeof(MachineCredentials))]
[JsonSerializable(typeof(CliConfig))]
[JsonSerializable(typeof(ExportHeader))]
[JsonSerializable(typeof(OmittedEvent))]
[JsonSerializable(typeof(ColumnMismatch))]
[JsonSerializable(typeof(CheckpointView))]
[JsonSerializable(typeof(Page<CheckpointView>))]
[JsonSerializable(typeof(Page<UsageView>))]
[JsonSerializable(typeof(UsageReport))]
[JsonSerializable(typeof(Page<AuditView>))]
[JsonSerializable(typeof(VelocityReport))]
[JsonSerializable(typeof(TrailReport))]
[JsonSerializable(typeof(ConversationView))]
[JsonSerializable(typeof(ConversationSummary))]
[JsonSerializable(typeof(Page<ConversationSummary>))]
[JsonSerializable(typeof(ConversationWish))]
[JsonSerializable(typeof(DocumentView))]
[JsonSerializable(typeof(Page<DocumentView>))]
[JsonSerializable(typeof(NewDocument))]
[JsonSerializable(typeof(Page<PassageView>))]
internal sealed partial class ControlJson : JsonSerializerContext
{
    /// <summary>Leaves quotes and dashes readable, for sentences; what it writes is never put into HTML.</summary>
    public static ControlJson Sentences { get; } = new(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
