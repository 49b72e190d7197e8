using Keeptrusts.Host.Console.Pages;
using Keeptrusts.Host.Console.Pages.Configurations;
using Keeptrusts.Host.Console.Pages.Gateways;
using Keeptrusts.Host.Console.Pages.Templates;
using Keeptrusts.Host.ControlPlane.Access;

namespace Keeptrusts.Host.Console.Access;

/// <summary>
/// The table of role × page, and the navigation in its order. A page that is not here is not served; a test walks all of them with every role. What a
/// page then does, it asks <see cref="ConsoleSession.For"/>, which reads the table of role × endpoint.
/// </summary>
internal static class ConsolePages
{
    public static IReadOnlyList<PageEntry> All { get; } =
    [
        new(typeof(OverviewPage), "/", "Overview", Permission.Read) { Group = "", Key = 'o', Icon = "overview" },
        new(typeof(ChatPage), "/chat", "Chat", Permission.ManageKeys) { Group = "", Key = 'm', Icon = "chat" },
        new(typeof(EventsPage), "/events", "Events", Permission.Read) { Group = "Observe", Key = 'e', Icon = "event" },
        new(typeof(EventPage), "/events/{reference}", "Trace of a call", Permission.Read),
        new(typeof(UsagePage), "/usage", "Usage", Permission.Read) { Group = "Observe", Key = 'u', Icon = "usage" },
        new(typeof(VelocityPage), "/velocity", "Velocity", Permission.Read) { Group = "Observe", Key = 'v', Icon = "velocity" },
        new(typeof(EscalationsPage), "/escalations", "Escalations", Permission.Read) { Group = "Decide", Key = 's', Icon = "escalation" },
        new(typeof(EscalationPage), "/escalations/{id}", "Escalation", Permission.Read),
        new(typeof(ApprovalsPage), "/approvals", "Approvals", Permission.Read) { Group = "Decide", Key = 'a', Icon = "approval" },
        new(typeof(TemplatesPage), "/templates", "Templates", Permission.Read) { Group = "Policies", Key = 'p', Icon = "template" },
        new(typeof(TemplatePage), "/templates/{Name}", "Template", Permission.Read),
        new(typeof(ConfigurationsPage), "/configurations", "Configurations", Permission.Read) { Group = "Policies", Key = 'c', Icon = "configuration" },
        new(typeof(ConfigurationPage), "/configurations/{Name}", "Configuration", Permission.Read),
        new(typeof(VersionsPage), "/configurations/{Name}/versions", "Versions", Permission.Read),
        new(typeof(GatewaysPage), "/gateways", "Gateways", Permission.Read) { Group = "Policies", Key = 'g', Icon = "gateway" },
        new(typeof(GatewayPage), "/gateways/{Id}", "Gateway", Permission.Read),
        new(typeof(KeysPage), "/keys", "Access Keys", Permission.Read) { Group = "Settings", Key = 'k', Icon = "key" },
        new(typeof(TeamsPage), "/teams", "Teams", Permission.Read) { Group = "Settings", Key = 't', Icon = "team" },
        new(typeof(TeamPage), "/teams/{id}", "Team", Permission.Read),
        new(typeof(BudgetsPage), "/budgets", "Budgets", Permission.Read) { Group = "Settings", Key = 'b', Icon = "budget" },
        new(typeof(AuditPage), "/audit", "Audit log", Permission.Administer) { Group = "Settings", Key = 'l', Icon = "audit" },
        new(typeof(SignInPage), "/signin", "Sign in", null),
        new(typeof(SetupPage), "/setup", "Set up your account", null),
        new(typeof(NotFoundPage), "/not-found", "Nothing here", null),
    ];

    public static PageEntry? Of(Type component) => All.FirstOrDefault(page => page.Component == component);

    /// <summary>What the navigation lists for somebody, in its groups.</summary>
    public static IEnumerable<IGrouping<string, PageEntry>> For(Principal caller) =>
        All.Where(page => page is { Group: not null, Needs: { } needs } && caller.May(needs)).GroupBy(page => page.Group!);
}
