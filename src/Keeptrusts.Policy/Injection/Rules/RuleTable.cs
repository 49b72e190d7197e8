using System.Globalization;
using Keeptrusts.Policy.Injection.Normalization;
using Keeptrusts.Policy.Injection.Tokens;

namespace Keeptrusts.Policy.Injection.Rules;

/// <summary>The embedded rules, ready to match. rules.txt explains its form.</summary>
internal sealed class RuleTable
{
    private const string Resource = "Keeptrusts.Policy.Injection.Rules.rules.txt";

    private readonly Dictionary<string, string> _lists = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _entries = new(StringComparer.Ordinal);
    private readonly List<string> _words = [];

    private RuleTable(IEnumerable<string> lines)
    {
        var rules = new List<(string[] Fields, List<(int Gap, int[][] Phrases)> Steps)>();
        foreach (var line in lines.Select(l => l.Trim()).Where(l => l.Length > 0 && l[0] != '#'))
        {
            if (line[0] == '{')
            {
                var equals = line.IndexOf('=', StringComparison.Ordinal);
                _lists.Add(line[..equals].Trim(), Expand(line[(equals + 1)..].Trim()));
            }
            else
            {
                var fields = line.Split('|', StringSplitOptions.TrimEntries);
                rules.Add((fields, Steps(fields[3])));
            }
        }

        var (barriers, negations, mentions) = (Single("{barrier}"), Single("{negation}"), Single("{mention}"));
        Vocabulary = Vocabulary.Of(_words);
        Rules = [.. rules.Select(rule => new InjectionRule(rule.Fields[0], Percent(rule.Fields[1]), Percent(rule.Fields[2]), [.. rule.Steps.Select(Ready)]))];
        Barriers = new StateSet(Vocabulary, barriers);
        Negations = new StateSet(Vocabulary, negations);
        Mentions = new StateSet(Vocabulary, mentions);
        Starting = new InjectionRule[_words.Count][];
        for (var entry = 0; entry < _words.Count; entry++)
        {
            Starting[entry] = [.. Rules.Where(r => r.Steps[0].Phrases.Any(p => p[0] == entry))];
        }
    }

    public static RuleTable Embedded { get; } = Read();

    public IReadOnlyList<InjectionRule> Rules { get; }

    public Vocabulary Vocabulary { get; }

    /// <summary>Per vocabulary entry the rules that may begin with it.</summary>
    public InjectionRule[][] Starting { get; }

    /// <summary>Words that no gap of a rule may skip: whose instructions are meant is then clear.</summary>
    public StateSet Barriers { get; }

    /// <summary>Words that turn a rule into its opposite when they stand right before it.</summary>
    public StateSet Negations { get; }

    /// <summary>Words that show that a text talks about a phrase instead of using it.</summary>
    public StateSet Mentions { get; }

    private static RuleTable Read()
    {
        using var stream = typeof(RuleTable).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        return new RuleTable(reader.ReadToEnd().Split('\n'));
    }

    private static int Percent(string field) => int.Parse(field, CultureInfo.InvariantCulture);

    private string Expand(string alternatives) =>
        string.Join('/', alternatives.Split('/').Select(a => a[0] == '{' ? _lists[a] : a));

    private int[] Single(string list) => [.. Expand(list).Split('/').Select(p => Phrase(p)[0]).Distinct()];

    private RuleStep Ready((int Gap, int[][] Phrases) step) => new(step.Gap, step.Phrases, new StateSet(Vocabulary, step.Phrases.Select(phrase => phrase[0])));

    private List<(int Gap, int[][] Phrases)> Steps(string pattern)
    {
        var steps = new List<(int, int[][])>();
        var gap = 0;
        foreach (var part in pattern.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part[0] == '~')
            {
                gap = int.Parse(part.AsSpan(1), CultureInfo.InvariantCulture);
                continue;
            }

            steps.Add((gap, [.. Expand(part).Split('/').Select(Phrase)]));
            gap = 0;
        }

        return steps;
    }

    /// <summary>Words of a phrase are joined by <c>_</c>; scripts without spaces fall into characters by themselves.</summary>
    private int[] Phrase(string phrase)
    {
        var entries = new List<int>();
        foreach (var word in phrase.Split('_'))
        {
            var stem = word.EndsWith('*');
            foreach (var token in Normal(word.TrimEnd('*')))
            {
                entries.Add(Entry(stem ? token + "*" : token));
            }
        }

        return [.. entries];
    }

    private int Entry(string word)
    {
        if (!_entries.TryGetValue(word, out var entry))
        {
            entry = _words.Count;
            _words.Add(word);
            _entries.Add(word, entry);
        }

        return entry;
    }

    private static List<string> Normal(string word)
    {
        var none = Vocabulary.Of([]);
        var normal = new NormalText();
        new Normalizer(InjectionOptions.Default, none).Fill(word, 0, normal);
        var tokens = new List<Token>();
        Tokenizer.Cut(normal.Units, none, tokens);
        return [.. tokens.Select(t => new string(normal.Units[t.Start..t.End]).Replace("'", "", StringComparison.Ordinal))];
    }
}
