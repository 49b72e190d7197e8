using Keeptrusts.Host.ControlPlane.Configurations;
using Keeptrusts.Host.ControlPlane.Teams;
using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Runtime.Changes;

/// <summary>How each topic is read again.</summary>
internal static class Snapshots
{
    public static void Follow(ChangeWatcher changes, ITokenStore tokenStore, TokenSnapshot tokens, ITeamStore teamStore, TeamSnapshot teams, ConfigurationService configurations, IConfigurationStore versions)
    {
        changes.On(ChangeTopics.Token, async (ids, cancellationToken) =>
        {
            if (ids.Count == 0)
            {
                tokens.Load(await tokenStore.LoadAsync(cancellationToken));
            }
            else
            {
                tokens.Put(await tokenStore.LoadAsync(ids, cancellationToken));
            }
        });
        changes.On(ChangeTopics.Team, async (_, cancellationToken) => teams.Load(await teamStore.ListAsync(cancellationToken)));
        changes.On(ChangeTopics.Configuration, async (ids, cancellationToken) =>
        {
            foreach (var name in ids.Count > 0 ? ids : (await versions.ListAsync(cancellationToken)).Select(c => c.Name))
            {
                if (await versions.NewestAsync(name, null, cancellationToken) is { } newest)
                {
                    configurations.Resume(newest);
                }
            }
        });
    }
}
