using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Host.ControlPlane.Budgets;

/// <summary>The caps that calls of a key come under, wherever they are set.</summary>
internal sealed class KeyCaps(IBudgetDirectory directory, IPolicySource policies, TimeProvider time)
{
    /// <summary>Those of the configuration that governs the key, and those that were set here or came with it.</summary>
    /// <param name="key">The key.</param>
    public IEnumerable<KeyCap> Of(KeyRecord key)
    {
        if (policies.Resolve(key) is { } configuration)
        {
            var context = new PolicyContext { Team = key.TeamId, Key = key.Name, User = key.Owner, Roles = key.Roles };
            foreach (var rule in configuration.Plan.Scope(context, time.GetUtcNow()).Budgets)
            {
                var member = Member(rule.Scope, key);
                if (HasMember(rule, key) && (rule.Id is null || rule.Scope == BudgetScope.Org || rule.Id == member || (rule.Scope == BudgetScope.Key && (rule.Id == key.Id || rule.Id == key.Name))))
                {
                    yield return new(rule.Scope, member, rule.Window, rule.SoftCapUsd, rule.HardCapUsd, $"{configuration.Name}/{rule.Policy}");
                }
            }
        }

        foreach (var rule in directory.For(key).Where(rule => HasMember(rule, key)))
        {
            yield return new(rule.Scope, rule.Id ?? Member(rule.Scope, key), rule.Window, rule.SoftCapUsd, rule.HardCapUsd, rule.Policy);
        }
    }

    private static bool HasMember(BudgetRule rule, KeyRecord key) => rule.Scope != BudgetScope.User || key.Owner is not null;

    private static string Member(BudgetScope scope, KeyRecord key) => scope switch
    {
        BudgetScope.Org => "org",
        BudgetScope.Team => key.TeamId,
        BudgetScope.Key => key.LineageId,
        BudgetScope.UserTemplate => $"{key.Owner}/{key.Template}",
        _ => key.Owner ?? "",
    };
}
