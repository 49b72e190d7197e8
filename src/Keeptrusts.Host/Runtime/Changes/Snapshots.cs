using Keeptrusts.Host.ControlPlane.Changes;
using Keeptrusts.Host.ControlPlane.Configurations;
using Keeptrusts.Host.ControlPlane.Secrets;
using Keeptrusts.Host.ControlPlane.Teams;
using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Host.ControlPlane.Users;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Runtime.Changes;

/// <summary>How each topic is read again.</summary>
internal static class Snapshots
{
    /// <summary>Keys, teams and people.</summary>
    /// <param name="changes">Who hears of changes.</param>
    /// <param name="tokens">Keys.</param>
    /// <param name="teams">Teams.</param>
    /// <param name="people">Users, and who is in which team.</param>
    /// <param name="configurations">Another node may have made the first key of a template, and with it a configuration.</param>
    public static void FollowDirectory(
        ChangeWatcher changes, (ITokenStore Store, TokenSnapshot Live) tokens, (ITeamStore Store, TeamSnapshot Live) teams, (IUserStore Store, PeopleSnapshot Live) people,
        ConfigurationLoader configurations)
    {
        changes.On(ChangeTopics.Token, async (ids, cancellationToken) =>
        {
            if (ids.Count == 0)
            {
                tokens.Live.Load(await tokens.Store.LoadAsync(cancellationToken));
            }
            else
            {
                tokens.Live.Put(await tokens.Store.LoadAsync(ids, cancellationToken));
            }

            await configurations.EnsureInUseAsync(cancellationToken);
        });
        changes.On(ChangeTopics.Team, async (_, cancellationToken) =>
        {
            teams.Live.Load(await teams.Store.ListAsync(cancellationToken));
            people.Live.Load(await people.Store.ListAsync(cancellationToken), await teams.Store.MembersAsync(cancellationToken));
        });
        changes.On(ChangeTopics.User, async (_, cancellationToken) =>
            people.Live.Load(await people.Store.ListAsync(cancellationToken), await teams.Store.MembersAsync(cancellationToken)));
    }

    /// <summary>Calls that have to end. After the keys: theirs are revoked by then, so that none begins anew.</summary>
    public static void FollowCuts(ChangeWatcher changes, IChangeFeed feed, CutBoard cuts) => changes.On(
        ChangeTopics.Cut, async (ids, cancellationToken) => cuts.Cut(ids.Count > 0 ? ids : await feed.ObjectsAsync(ChangeTopics.Cut, cancellationToken)));

    /// <summary>Secrets of targets.</summary>
    public static void FollowSecrets(ChangeWatcher changes, ISecretStore store, SecretSnapshot live) =>
        changes.On(ChangeTopics.Secret, async (_, cancellationToken) => live.Load(await store.LoadAsync(cancellationToken)));

    /// <summary>Documents, templates and gateways.</summary>
    public static void FollowConfigurations(ChangeWatcher changes, ConfigurationLoader configurations, string gateway)
    {
        changes.On(ChangeTopics.Gateway, (_, cancellationToken) => configurations.LoadGroundsAsync(gateway, cancellationToken));
        changes.On(ChangeTopics.Template, (_, cancellationToken) => configurations.LoadGroundsAsync(gateway, cancellationToken));
        changes.On(ChangeTopics.Configuration, (_, cancellationToken) => configurations.LoadDeployedAsync(cancellationToken));
    }
}
