namespace Keeptrusts.Injection.Training;

/// <summary>The training texts of both models, made from the data files with a fixed seed.</summary>
internal sealed class Corpus
{
    private const int AttackCopies = 7;
    private const int BenignCopies = 5;

    /// <summary>BIPIA's ordinary requests: they are attacks only by where they stand, so nothing can be learned from their words.</summary>
    private static readonly string[] Requests = ["Information Retrieval", "Content Creation", "Learning and Tutoring", "Language Translation", "Programming Help"];

    private readonly SeededRandom _random = new(20261124);
    private readonly IReadOnlyDictionary<string, string[]> _slots;
    private readonly IReadOnlyList<Line> _bipia;

    public Corpus(string folder)
    {
        _slots = Line.Slots(folder);
        _bipia = Line.Read(folder, "bipia.txt");
        var userAttacks = Line.Read(folder, "user-attacks.txt");
        var userBenign = Line.Read(folder, "user-benign.txt");
        var documents = Line.Read(folder, "untrusted-benign.txt");
        var mails = _bipia.Where(l => l.Category == "mail").ToList();

        var benign = Fill(userBenign, BenignCopies, false).ToList();
        var requests = Fill(_bipia.Where(l => Requests.Contains(l.Category)).ToList(), 1, false).ToList();
        var attacks = Fill(userAttacks, AttackCopies, true).ToList();
        User = [.. benign, .. requests, .. attacks, .. Mix(benign, benign, 3), .. Mix(attacks, benign, 2)];

        var clean = Fill([.. documents, .. mails], BenignCopies, false).ToList();
        var planted = Fill([.. Line.Read(folder, "untrusted-attacks.txt"), .. _bipia.Where(IsPlanted)], AttackCopies, true).ToList();
        var direct = attacks.Where((_, i) => i % 3 == 0).ToList();
        Untrusted =
        [
            .. clean, .. Mix(clean, clean, 1), .. Mix(clean, clean, 1), .. benign.Select(e => e with { Weight = e.Weight / 2 }),
            .. planted, .. Mix(planted, clean, 1), .. Mix(planted, clean, 1), .. Mix(direct, clean, 1),
        ];
    }

    public IReadOnlyList<Example> User { get; }

    public IReadOnlyList<Example> Untrusted { get; }

    /// <summary>BIPIA's attacks, each alone and at the end of a clean mail, to judge by.</summary>
    public IEnumerable<Example> Bipia()
    {
        var random = new SeededRandom(7);
        var mails = _bipia.Where(l => l.Category == "mail").ToList();
        foreach (var line in _bipia.Where(l => l.Category != "mail"))
        {
            var text = line.Fill(_slots, random);
            var here = mails.Where(m => m.Fold == line.Fold).ToList();
            yield return new Example(here[random.Next(here.Count)].Fill(_slots, random) + "\n\n" + text, true, line.Category, line.Fold, 1);
        }

        foreach (var mail in mails)
        {
            yield return new Example(mail.Fill(_slots, random), false, "mail", mail.Fold, 1);
        }
    }

    private static bool IsPlanted(Line line) => line.Category != "mail" && !Requests.Contains(line.Category);

    private IEnumerable<Example> Fill(IReadOnlyList<Line> lines, int copies, bool isAttack)
    {
        foreach (var line in lines)
        {
            var slots = line.HasSlots(_slots);
            var count = slots ? copies : 1;
            for (var copy = 0; copy < count; copy++)
            {
                yield return new Example(line.Fill(_slots, _random), isAttack, line.Category, line.Fold, slots ? 1.5 / Math.Sqrt(count) : 1);
            }
        }
    }

    /// <summary>Every <paramref name="every"/>th text with another of the same fold before, behind or around it.</summary>
    private IEnumerable<Example> Mix(IReadOnlyList<Example> texts, IReadOnlyList<Example> fillers, int every)
    {
        var byFold = fillers.ToLookup(f => f.Fold);
        foreach (var text in texts.Where((_, i) => i % every == 0))
        {
            var here = byFold[text.Fold].ToArray();
            var (before, behind) = (here[_random.Next(here.Length)].Text, here[_random.Next(here.Length)].Text);
            var gap = _random.Next(3) == 0 ? "\n\n" : " ";
            var mixed = _random.Next(3) switch
            {
                0 => before + gap + text.Text,
                1 => text.Text + gap + behind,
                _ => Head(before, 200) + gap + text.Text + gap + Head(behind, 150),
            };
            yield return text with { Text = mixed, Weight = text.Weight / 2 };
        }
    }

    private static string Head(string text, int length) => text.Length <= length ? text : text[..length];
}
