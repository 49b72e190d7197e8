namespace Keeptrusts.Policy.Injection.Model;

/// <summary>Sums of the weights of different n-grams, of letters and of words apart: there are five times as many of the former.</summary>
internal struct GramSum
{
    private int _letters;
    private int _letterCount;
    private int _words;
    private int _wordCount;

    /// <summary>Each sum by the square root of how many there are, so that long windows do not shout.</summary>
    public readonly double Value => (_letters / Math.Sqrt(Math.Max(_letterCount, 1))) + (_words / Math.Sqrt(Math.Max(_wordCount, 1)));

    public void Add(int feature, int weight)
    {
        if ((feature & 1) == 0)
        {
            _letters += weight;
            _letterCount++;
        }
        else
        {
            _words += weight;
            _wordCount++;
        }
    }
}
