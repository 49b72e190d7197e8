using Keeptrusts.Policy.Injection;
using Keeptrusts.Policy.Injection.Model;

namespace Keeptrusts.Injection.Training;

/// <summary>A window of an example, as the model sees it.</summary>
/// <param name="Grams">Different n-grams, ascending.</param>
/// <param name="Signals">Structural signals.</param>
/// <param name="Target">1 for an attack, 0 for none.</param>
/// <param name="Weight">As in <see cref="Example"/>.</param>
/// <param name="Fold">As in <see cref="Example"/>.</param>
internal sealed record Sample(int[] Grams, int[] Signals, double Target, double Weight, int Fold)
{
    private readonly double _letters = 1 / Math.Sqrt(Math.Max(Grams.Count(g => g % 2 == 0), 1));
    private readonly double _words = 1 / Math.Sqrt(Math.Max(Grams.Count(g => g % 2 == 1), 1));

    /// <summary>How much an n-gram counts in this window.</summary>
    public double Scale(int gram) => gram % 2 == 0 ? _letters : _words;

    public static IEnumerable<Sample> Of(Example example, bool untrusted)
    {
        var buffers = new ScoringBuffers();
        buffers.Read(example.Text, 0, untrusted, InjectionOptions.Default);
        foreach (var (first, end) in Windows.Of(buffers.Tokens.Count))
        {
            buffers.Seen.Clear();
            foreach (var index in buffers.Features.Of(first, end))
            {
                buffers.Seen.Add(index);
            }

            Structure.Add(buffers, first, end, buffers.Signals);
            yield return new Sample([.. buffers.Seen.Indexes()], [.. buffers.Signals], example.IsAttack ? 1 : 0, example.Weight, example.Fold);
        }
    }
}
