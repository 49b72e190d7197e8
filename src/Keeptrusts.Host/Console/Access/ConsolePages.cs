using Keeptrusts.Host.Console.Pages;
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
        new(typeof(ChatPage), "/chat", "Chat", Permission.ManageKeys) { Group = "", Key = 'c', Icon = "chat" },
        new(typeof(KeysPage), "/keys", "Access Keys", Permission.Read) { Group = "Settings", Key = 'k', Icon = "key" },
        new(typeof(SignInPage), "/signin", "Sign in", null),
        new(typeof(SetupPage), "/setup", "Set up your account", null),
        new(typeof(NotFoundPage), "/not-found", "Nothing here", null),
    ];

    public static PageEntry? Of(Type component) => All.FirstOrDefault(page => page.Component == component);

    /// <summary>What the navigation lists for somebody, in its groups.</summary>
    public static IEnumerable<IGrouping<string, PageEntry>> For(Principal caller) =>
        All.Where(page => page is { Group: not null, Needs: { } needs } && caller.May(needs)).GroupBy(page => page.Group!);
}
