using Keeptrusts.Policy.Text.Patterns;

namespace Keeptrusts.Policy.Detectors.Secrets.Tokens;

/// <summary>
/// Makes values of a form, the same for the same seed: examples for the documentation and for tests, so that neither has to hold literals that look like live credentials.
/// </summary>
internal sealed class TokenSampler(ulong seed)
{
    private const int MostMore = 8;

    private ulong _state = (seed * 2) + 1;

    /// <summary>A value that the form accepts.</summary>
    public string Next(TokenForm form)
    {
        var value = new System.Text.StringBuilder();
        for (var attempt = 0; attempt < 1000; attempt++)
        {
            value.Clear();
            Write(form.Tree, value);
            var characters = value.ToString().ToCharArray();
            form.Seal(characters);
            if (form.Fits(characters))
            {
                return new string(characters);
            }
        }

        throw new InvalidOperationException($"no value of `{form.Pattern}` passes its own check");
    }

    private void Write(PatternNode node, System.Text.StringBuilder value)
    {
        switch (node)
        {
            case PatternNode.Set set:
                var ranges = set.Characters.Ranges;
                var at = Draw(ranges.Sum(r => r.Last - r.First + 1));
                foreach (var (first, last) in ranges)
                {
                    if (at <= last - first)
                    {
                        value.Append((char)(first + at));
                        return;
                    }

                    at -= last - first + 1;
                }

                break;
            case PatternNode.Sequence sequence:
                foreach (var item in sequence.Items)
                {
                    Write(item, value);
                }

                break;
            case PatternNode.Choice choice:
                Write(choice.Items[Draw(choice.Items.Count)], value);
                break;
            case PatternNode.Repeat repeat:
                var most = Math.Min(repeat.Max ?? int.MaxValue, repeat.Min + MostMore);
                for (var times = repeat.Min + Draw(most - repeat.Min + 1); times > 0; times--)
                {
                    Write(repeat.Item, value);
                }

                break;
        }
    }

    // SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014).
    private int Draw(int below)
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (int)((z ^ (z >> 31)) % (ulong)below);
    }
}
