using System.Collections.Frozen;
using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Policy.Templates;

namespace Keeptrusts.Host.ControlPlane.Templates;

/// <summary>All templates there are, in memory: those shipped, those of files, those of the control plane. Swapped whole, and read when first asked for.</summary>
internal sealed class TemplateLibrary : ITemplateRules
{
    private readonly Lock _writing = new();
    private volatile Lazy<FrozenDictionary<string, LiveTemplate>> _all = new(() => Index(Shipped));

    /// <summary>The templates: those shipped first, from the loosest to the strictest, then the others by name.</summary>
    public IReadOnlyList<LiveTemplate> All
    {
        get
        {
            var all = _all.Value;
            return [.. Shipped.Select(t => all[t.Name]), .. all.Values.Where(t => t.Origin != TemplateOrigin.Shipped).OrderBy(t => t.Name, StringComparer.Ordinal)];
        }
    }

    IReadOnlyList<PolicyTemplate> ITemplateRules.Templates => [.. All.Select(t => t.Template)];

    public IReadOnlyCollection<string> Names => _all.Value.Keys;

    private static IEnumerable<LiveTemplate> Shipped => TemplateCatalog.Shipped.Templates.Select(t => new LiveTemplate(t, TemplateOrigin.Shipped));

    public LiveTemplate? Find(string name) => _all.Value.GetValueOrDefault(name);

    /// <summary>Takes further templates beside those shipped, in the place of those it had.</summary>
    /// <param name="further">Reads them; called when a template is first asked for, so that a start need not wait for it.</param>
    public void Load(Func<IEnumerable<LiveTemplate>> further)
    {
        lock (_writing)
        {
            _all = new(() => Index(Shipped.Concat(further())));
        }
    }

    public void Put(LiveTemplate template)
    {
        lock (_writing)
        {
            var index = Index(_all.Value.Values.Where(t => t.Name != template.Name).Append(template));
            _all = new(() => index);
        }
    }

    public void Remove(string name)
    {
        lock (_writing)
        {
            var index = Index(_all.Value.Values.Where(t => t.Name != name));
            _all = new(() => index);
        }
    }

    private static FrozenDictionary<string, LiveTemplate> Index(IEnumerable<LiveTemplate> templates) =>
        templates.ToFrozenDictionary(t => t.Name, StringComparer.Ordinal);
}
