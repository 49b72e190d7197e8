using System.Globalization;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Selectors;
using Keeptrusts.Policy.Templates;

namespace Keeptrusts.Host.ControlPlane.Tokens.SelfService;

/// <summary>A wish measured by what its template pre-approves.</summary>
/// <param name="Terms">The wish, with the template's own limits where it named none.</param>
/// <param name="Reasons">What goes beyond, a sentence each; none: it may be minted at once.</param>
internal sealed record SelfServiceCheck(TokenTerms Terms, IReadOnlyList<string> Reasons)
{
    /// <summary>The life of a key that named none, where its template sets no longest one.</summary>
    private static readonly TimeSpan DefaultLifetime = TimeSpan.FromDays(30);

    /// <summary>Most active keys of one person; <see langword="null"/>: any number.</summary>
    public int? MaxKeys { get; init; }

    /// <param name="wanted">What was asked for.</param>
    /// <param name="terms">The same, checked.</param>
    /// <param name="template">The template it is taken from.</param>
    /// <param name="held">How many active keys the asker has from that template.</param>
    public static SelfServiceCheck Of(NewToken wanted, TokenTerms terms, PolicyTemplate template, int held)
    {
        var rule = template.SelfService ?? new SelfServiceRule();
        var limited = terms with
        {
            Template = template.Name,
            AllowedModels = terms.AllowedModels.Count > 0 ? terms.AllowedModels : rule.Models,
            Lifetime = terms.Lifetime ?? rule.MaxTtl ?? DefaultLifetime,
        };
        return new(limited, [.. Beyond(wanted, limited, template.Name, rule, held)]) { MaxKeys = rule.MaxKeysPerUser };
    }

    private static IEnumerable<string> Beyond(NewToken wanted, TokenTerms terms, string template, SelfServiceRule rule, int held)
    {
        if (!rule.PreApproved)
        {
            yield return $"every key of template `{template}` needs an approval";
        }

        if (rule.Models.Count > 0 && terms.AllowedModels.Where(m => !Covers(rule.Models, m)).ToList() is { Count: > 0 } others)
        {
            yield return $"`{template}` pre-approves the models {string.Join(", ", rule.Models)}, not {string.Join(", ", others)}";
        }

        if (terms.Lifetime > rule.MaxTtl)
        {
            yield return $"`{template}` pre-approves {Lifetime.Text(rule.MaxTtl.Value)} at most, not {wanted.ExpiresIn}";
        }

        if (wanted.Budget > rule.KeyBudget?.Usd)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"`{template}` pre-approves ${rule.KeyBudget.Usd} at most, not ${wanted.Budget}");
        }

        if (held >= rule.MaxKeysPerUser)
        {
            yield return $"`{template}` pre-approves {rule.MaxKeysPerUser} active keys a person, and you hold {held}";
        }

        if (wanted.Configuration is not null)
        {
            yield return "a pinned configuration is not the template's";
        }

        if (wanted.Roles is { Count: > 0 })
        {
            yield return "roles change what policies let a key do";
        }

        if (wanted.OnBehalfOf is true)
        {
            yield return "acting on behalf of others lets a key name any user";
        }
    }

    // The star of a wish stands for anything, so only a star of the rule may cover it: taken as an ordinary character, it is covered by exactly those.
    private static bool Covers(IReadOnlyList<string> rule, string wanted) => Glob.IsAnyMatch(rule, wanted);
}
